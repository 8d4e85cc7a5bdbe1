package dev.clew.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Classes that loaded where nobody could look at them: by our own look-ups inside a transformation,
 * or while the loom was being made. They are few; a short-lived thread weaves them a moment later.
 */
final class MissedClasses implements Runnable {

  private static final int MAX_NAMES = 1024;

  /** Rounds in which a class may still be on its way into the JVM. */
  private static final int ROUNDS = 5;

  /** Guarded by {@code this}. */
  private final Set<String> names = new HashSet<>();

  /** Guarded by {@code this}. */
  private boolean running;

  private volatile @Nullable Retransformation retransformation;

  /** Whether {@link #names} may have any; so that asking takes no lock. */
  private volatile boolean waiting;

  /** From now on missed classes are woven. */
  void start(Retransformation through) {
    retransformation = through;
  }

  void add(String internalName) {
    if (retransformation == null) {
      return;
    }
    synchronized (this) {
      if (names.size() < MAX_NAMES) {
        names.add(internalName.replace('/', '.'));
        waiting = true;
      }
      if (running) {
        return;
      }
      running = true;
    }
    EngineThread.start(this, "clew-missed");
  }

  /**
   * Weaves what was missed so far on the calling thread, for a hook that is about to run: its
   * plugin may have hooks in a missed class too, and a moment later would be too late for this
   * call.
   */
  void weaveNow() {
    if (waiting) {
      weave();
    }
  }

  @Override
  public void run() {
    int round = 0;
    while (round < ROUNDS && Retransformation.pause()) {
      round++;
      weave();
    }
    synchronized (this) {
      names.clear();
      waiting = false;
      running = false;
    }
  }

  private void weave() {
    Retransformation through = retransformation;
    Set<String> now = new HashSet<>();
    synchronized (this) {
      now.addAll(names);
    }
    List<Class<?>> found = new ArrayList<>();
    if (through != null && !now.isEmpty()) {
      for (Class<?> type : through.wanted()) {
        if (now.contains(type.getName())) {
          found.add(type);
        }
      }
      through.once(found);
    }
    forget(found);
  }

  private synchronized void forget(List<Class<?>> found) {
    for (Class<?> type : found) {
      names.remove(type.getName());
    }
    waiting = !names.isEmpty();
  }
}
