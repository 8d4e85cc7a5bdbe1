package dev.clew.engine;

import java.lang.instrument.Instrumentation;

/**
 * Whether classes of the application are loaded before {@code main}: an ahead-of-time cache, or
 * another agent that came first.
 */
final class LoadedApplication {

  private LoadedApplication() {}

  static boolean exists(Instrumentation instrumentation) {
    ClassLoader system = ClassLoader.getSystemClassLoader();
    for (Class<?> type : instrumentation.getInitiatedClasses(system)) {
      if (type.getClassLoader() == system && !type.getName().startsWith("dev.clew.")) {
        return true;
      }
    }
    return false;
  }
}
