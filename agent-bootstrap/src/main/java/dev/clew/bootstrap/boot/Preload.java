package dev.clew.bootstrap.boot;

/**
 * JDK classes that must be there before the first class file transformer runs. One that is first
 * loaded while the transformer itself needs it ends in a {@code ClassCircularityError}, and from a
 * method handle's helper in no call site of the JVM linking any more (seen on JDK 8 to 17).
 */
final class Preload {

  private static final String[] CLASSES = {
    "java.util.concurrent.ThreadLocalRandom", "java.lang.invoke.MethodHandle$1"
  };

  private Preload() {}

  /**
   * Loads what this JVM has of them; in the shared archive of the JDK, so it costs next to nothing.
   */
  static void run() {
    for (String name : CLASSES) {
      try {
        Class.forName(name, /* initialize= */ true, /* loader= */ null);
      } catch (ClassNotFoundException e) {
        // Another Java version has no such class, so it cannot be met either.
      }
    }
  }
}
