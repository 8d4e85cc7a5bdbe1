package dev.clew.benchmarks.weaver;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.pool.TypePool;

/**
 * Byte Buddy the way agents use it: non-inlined advice through {@code invokedynamic}, a custom
 * bootstrap method, no change of the class's shape, nothing but the class itself described eagerly.
 */
public final class ByteBuddyWeaving {

  private ByteBuddyWeaving() {}

  static int weave(Map<String, byte[]> classes) throws Exception {
    System.setProperty("net.bytebuddy.nexus.disabled", "true");
    ByteBuddy byteBuddy =
        new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(InstrumentedType.Factory.Default.FROZEN)
            .with(Implementation.Context.Disabled.Factory.INSTANCE);
    Advice advice =
        Advice.withCustomMapping()
            .bootstrap(
                ByteBuddyWeaving.class.getMethod(
                    "bootstrap",
                    MethodHandles.Lookup.class,
                    String.class,
                    MethodType.class,
                    Object[].class))
            .to(Hooks.class);
    int woven = 0;
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      String name = entry.getKey().replace('/', '.');
      ClassFileLocator locator =
          new ClassFileLocator.Compound(
              ClassFileLocator.Simple.of(name, entry.getValue()),
              ClassFileLocator.ForClassLoader.ofSystemLoader());
      TypeDescription type = TypePool.Default.of(locator).describe(name).resolve();
      byte[] bytes =
          byteBuddy
              .decorate(type, locator)
              .visit(
                  advice.on(isMethod().and(not(isAbstract().or(isNative()).or(isConstructor())))))
              .make()
              .getBytes();
      woven += bytes.length > entry.getValue().length ? 1 : 0;
    }
    return woven;
  }

  /** Never run: nothing that is woven is loaded. */
  public static CallSite bootstrap(
      MethodHandles.Lookup caller, String name, MethodType type, Object... args) {
    throw new UnsupportedOperationException();
  }

  /** The same hooks as {@link ClewWeaving}'s. */
  public static final class Hooks {
    private Hooks() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    public static Object enter(@Advice.This(optional = true) Object self) {
      return self;
    }

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
    public static void exit(@Advice.Enter Object entered, @Advice.Thrown Throwable thrown) {}
  }
}
