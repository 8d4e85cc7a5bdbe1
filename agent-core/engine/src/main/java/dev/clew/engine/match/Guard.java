package dev.clew.engine.match;

/**
 * Keeps a transformation from entering itself on the same thread. HotSpot does not call a
 * transformer from inside itself anyway; other JVMs may, and so may a scan of loaded classes.
 *
 * <p>The thread-local value is of the JDK: it keeps no loader alive.
 */
final class Guard {

  private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

  /** Returns whether the thread was outside; then {@link #exit} must follow. */
  boolean enter() {
    if (inside()) {
      return false;
    }
    inside.set(Boolean.TRUE);
    return true;
  }

  void exit() {
    inside.set(Boolean.FALSE); // not removed: the next class of this thread comes soon
  }

  /** Whether the thread is inside a transformation. */
  boolean inside() {
    return Boolean.TRUE.equals(inside.get());
  }
}
