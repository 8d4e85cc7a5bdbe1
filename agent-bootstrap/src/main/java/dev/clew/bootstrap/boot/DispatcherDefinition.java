package dev.clew.bootstrap.boot;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** One way to put {@code java.lang.ClewDispatcher} into the boot loader. */
abstract class DispatcherDefinition {

  static final String NAME = "java.lang.ClewDispatcher";

  /** Diagnosis and tests only: {@code auto}, {@code lookup}, {@code unsafe}, {@code append}. */
  private static final String CHOICE = "clew.dispatcher.strategy";

  /**
   * Defines the class.
   *
   * @return a full-power lookup in {@code java.lang}; null when this way has none to give
   * @throws Exception when it does not work in this JVM; nothing was defined then
   */
  abstract MethodHandles.@Nullable Lookup define(Instrumentation instrumentation, byte[] classFile)
      throws Exception;

  static DispatcherDefinition chosen() {
    String choice = System.getProperty(CHOICE, "auto");
    switch (choice) {
      case "auto":
        return new AutomaticDefinition();
      case "lookup":
        return new LookupDefinition();
      case "unsafe":
        return new UnsafeDefinition();
      case "append":
        return new AppendDefinition();
      default:
        throw new IllegalArgumentException(
            CHOICE + "=" + choice + " is none of auto, lookup, unsafe, append");
    }
  }
}
