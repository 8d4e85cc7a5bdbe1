package dev.clew.bootstrap.boot;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** The way that belongs to this Java version, then the last resort. */
final class AutomaticDefinition extends DispatcherDefinition {

  @Override
  MethodHandles.@Nullable Lookup define(Instrumentation instrumentation, byte[] classFile)
      throws Exception {
    boolean modules = Boot.hasModules();
    DispatcherDefinition first = modules ? new LookupDefinition() : new UnsafeDefinition();
    try {
      return first.define(instrumentation, classFile);
    } catch (Exception | LinkageError e) {
      DispatcherDefinition last = modules ? new UnsafeDefinition() : new AppendDefinition();
      try {
        return last.define(instrumentation, classFile);
      } catch (Exception | LinkageError e2) {
        throw new IllegalStateException("the dispatcher cannot be defined: " + e + "; then " + e2);
      }
    }
  }
}
