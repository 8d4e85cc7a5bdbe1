package dev.clew.engine.link;

import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the plugin loader of the hook that is failing on this thread. Bridges report a plugin's
 * name only, but a linkage error concerns one application loader.
 */
final class HookFrames {

  private HookFrames() {}

  /** Returns the innermost plugin loader on the stack, or null when the JVM does not tell. */
  static @Nullable PluginLoader current() {
    try {
      for (Class<?> frame : frames().classes()) {
        ClassLoader loader = frame.getClassLoader();
        if (loader instanceof PluginLoader) {
          return (PluginLoader) loader;
        }
      }
      return null;
    } catch (RuntimeException | LinkageError e) {
      return null; // a JVM without the class, or a security manager that forbids it
    }
  }

  /** The application's code is on the stack and may not be allowed to make one. */
  @SuppressWarnings({"deprecation", "removal"})
  private static Frames frames() {
    return AccessController.doPrivileged(
        new PrivilegedAction<Frames>() {
          @Override
          public Frames run() {
            return new Frames();
          }
        });
  }

  /** The way to the classes on the stack that Java 8 has too. Never installed as a manager. */
  @SuppressWarnings({"deprecation", "removal"})
  private static final class Frames extends SecurityManager {
    Class<?>[] classes() {
      return getClassContext();
    }
  }
}
