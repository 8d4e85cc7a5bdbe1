package dev.clew.engine;

import java.security.AccessController;
import java.security.PrivilegedAction;

/** Starts short-lived daemon threads that keep nothing of the application. */
final class EngineThread {

  private EngineThread() {}

  /** Starts a thread from any place, also inside a transformation. */
  static void start(Runnable work, String name) {
    AccessController.doPrivileged(
        new PrivilegedAction<Void>() {
          @Override
          @SuppressWarnings("NullAway") // the only value of Void
          public Void run() {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
            return null;
          }
        });
  }
}
