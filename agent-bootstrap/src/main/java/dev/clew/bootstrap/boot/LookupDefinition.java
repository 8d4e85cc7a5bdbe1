package dev.clew.bootstrap.boot;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;

/**
 * Opens {@code java.lang} to the agent and defines the class with a lookup there: supported API of
 * Java 9 and later, no warning, class data sharing stays whole.
 */
final class LookupDefinition extends DispatcherDefinition {

  @Override
  MethodHandles.Lookup define(Instrumentation instrumentation, byte[] classFile)
      throws IllegalAccessException {
    if (!Boot.hasModules()) {
      throw new UnsupportedOperationException("defining with a lookup needs Java 9 or later");
    }
    MethodHandles.Lookup lookup = Modules.openJavaLang(instrumentation);
    Modules.define(lookup, classFile);
    return lookup;
  }
}
