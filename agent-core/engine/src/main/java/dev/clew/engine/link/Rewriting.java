package dev.clew.engine.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a rewriting hook returns before woven code casts and stores it: a value of a wrong
 * type never reaches a cast. One object per call site.
 */
final class Rewriting {

  private static final MethodType CHECK = MethodType.methodType(Object.class, Object.class);

  /** What each value must be an instance of; boxes for primitive types. */
  private final Class<?>[] types;

  /** Whether null is no value. */
  private final boolean[] primitive;

  private Rewriting(Class<?>[] types, boolean[] primitive) {
    this.types = types;
    this.primitive = primitive;
  }

  /**
   * Filters the {@code {entered, value…}} of an enter.
   *
   * @param descriptor of the woven method
   * @param positions of the arguments that the values replace
   */
  static MethodHandle arguments(
      MethodHandle bridge, String descriptor, List<Integer> positions, @Nullable ClassLoader loader)
      throws ReflectiveOperationException {
    Class<?>[] types = new Class<?>[positions.size()];
    boolean[] primitive = new boolean[types.length];
    for (int i = 0; i < types.length; i++) {
      String type = Descriptor.argument(descriptor, positions.get(i));
      types[i] = Descriptor.boxed(type, loader);
      primitive[i] = type.length() == 1;
    }
    return filter(bridge, "checkedArguments", new Rewriting(types, primitive));
  }

  /** Filters the value that an exit wants returned. */
  static MethodHandle returned(MethodHandle bridge, String descriptor, @Nullable ClassLoader loader)
      throws ReflectiveOperationException {
    Class<?> type = Descriptor.boxed(Descriptor.result(descriptor), loader);
    return filter(bridge, "checkedReturn", new Rewriting(new Class<?>[] {type}, new boolean[1]));
  }

  /** Null or an array that woven code may store from: one element when no argument changes. */
  @Nullable Object checkedArguments(@Nullable Object result) {
    if (!(result instanceof Object[])) {
      return null;
    }
    Object[] values = (Object[]) result;
    if (values.length == 0) {
      return null;
    }
    boolean fits = values.length == types.length + 1;
    for (int i = 0; fits && i < types.length; i++) {
      fits = values[i + 1] == null ? !primitive[i] : types[i].isInstance(values[i + 1]);
    }
    return fits ? values : new Object[] {values[0]};
  }

  /** The value when it fits, else null. */
  @Nullable Object checkedReturn(@Nullable Object value) {
    return types[0].isInstance(value) ? value : null;
  }

  private static MethodHandle filter(MethodHandle bridge, String check, Rewriting rewriting)
      throws ReflectiveOperationException {
    MethodHandle filter =
        MethodHandles.lookup().findVirtual(Rewriting.class, check, CHECK).bindTo(rewriting);
    return MethodHandles.filterReturnValue(bridge, filter);
  }
}
