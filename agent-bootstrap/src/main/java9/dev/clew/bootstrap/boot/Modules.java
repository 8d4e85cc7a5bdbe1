package dev.clew.bootstrap.boot;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Collections;

/** The calls that need API of Java 9; loaded on such JVMs only. */
final class Modules {

  private Modules() {}

  /** Whether a module is part of this JVM; loads no class of it. */
  static boolean has(String name) {
    return ModuleLayer.boot().findModule(name).isPresent();
  }

  /**
   * Opens {@code java.lang} to the module of this class, which is the agent's own and never the
   * application's, and returns a lookup with full power there.
   */
  static MethodHandles.Lookup openJavaLang(Instrumentation instrumentation)
      throws IllegalAccessException {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Collections.emptySet(),
        Collections.emptyMap(),
        Collections.singletonMap("java.lang", Collections.singleton(Modules.class.getModule())),
        Collections.emptySet(),
        Collections.emptyMap());
    return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
  }

  /** Exports a package of {@code java.base} to the module of this class. */
  static void export(Instrumentation instrumentation, String packageName) {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Collections.emptySet(),
        Collections.singletonMap(packageName, Collections.singleton(Modules.class.getModule())),
        Collections.emptyMap(),
        Collections.emptySet(),
        Collections.emptyMap());
  }

  /** Defines a class beside the lookup's class. */
  static void define(MethodHandles.Lookup lookup, byte[] classFile) throws IllegalAccessException {
    lookup.defineClass(classFile);
  }
}
