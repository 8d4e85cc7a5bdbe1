package dev.clew.engine.match;

/**
 * Keeps a transformation from entering itself. While our code calls a foreign loader, classes that
 * get loaded on the same thread are left alone; while it resolves a type of the JDK, they are not,
 * since that type is being loaded for good.
 *
 * <p>The thread-local value is an array of the JDK: it keeps no loader alive.
 */
final class Guard {

  private static final int MAX_DEPTH = 8;

  private final ThreadLocal<int[]> threads = new ThreadLocal<>();

  /** Returns whether the thread may go on; then {@link #exit} must follow. */
  boolean enter() {
    int[] state = threads.get();
    if (state == null) {
      state = new int[2];
      threads.set(state);
    }
    if (state[0] > 0 && (state[1] == 0 || state[0] == MAX_DEPTH)) {
      return false;
    }
    state[0]++;
    state[1] = 0;
    return true;
  }

  /** Leaves; an outer transformation on this thread was open, or this one could not have begun. */
  void exit() {
    int[] state = threads.get();
    state[0]--;
    state[1] = state[0] > 0 ? 1 : 0;
  }

  /** Lets nested loading through until {@link #close}. */
  void open() {
    int[] state = threads.get();
    if (state != null) {
      state[1] = 1;
    }
  }

  void close() {
    int[] state = threads.get();
    if (state != null) {
      state[1] = 0;
    }
  }

  /** Whether the thread is inside a transformation. */
  boolean inside() {
    int[] state = threads.get();
    return state != null && state[0] > 0;
  }
}
