package dev.clew.bootstrap.boot;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * {@code Unsafe.defineClass}: the {@code sun.misc} one of Java 8; later the JDK's internal one,
 * exported to the agent alone, in case {@link LookupDefinition} is refused. By reflection, because
 * the compiler offers neither.
 */
final class UnsafeDefinition extends DispatcherDefinition {

  @Override
  MethodHandles.@Nullable Lookup define(Instrumentation instrumentation, byte[] classFile)
      throws Exception {
    Class<?> type;
    Object unsafe;
    if (Boot.hasModules()) {
      Modules.export(instrumentation, "jdk.internal.misc");
      type = Class.forName("jdk.internal.misc.Unsafe");
      unsafe = type.getMethod("getUnsafe").invoke(null);
    } else {
      type = Class.forName("sun.misc.Unsafe");
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      unsafe = field.get(null);
    }
    define(type, unsafe, classFile);
    return Boot.hasModules() ? null : trustedLookup();
  }

  private static void define(Class<?> type, Object unsafe, byte[] classFile)
      throws ReflectiveOperationException {
    Method define =
        type.getMethod(
            "defineClass",
            String.class,
            byte[].class,
            int.class,
            int.class,
            ClassLoader.class,
            ProtectionDomain.class);
    define.invoke(unsafe, NAME, classFile, 0, classFile.length, null, null);
  }

  private static MethodHandles.Lookup trustedLookup() throws ReflectiveOperationException {
    Field trusted = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
    trusted.setAccessible(true);
    return ((MethodHandles.Lookup) trusted.get(null)).in(Object.class);
  }
}
