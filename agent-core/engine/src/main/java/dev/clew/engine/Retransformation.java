package dev.clew.engine;

import dev.clew.engine.match.Gate;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * Weaves classes that are loaded already, or takes the weaving out again. The JVM stops for each
 * batch, so batches are small where nobody waits for the result. A class that the JVM refuses does
 * not stop the others.
 */
final class Retransformation {

  /** Classes per batch while the application runs. */
  static final int BATCH = 50;

  /** Pause between two batches while the application runs, in milliseconds. */
  static final long PAUSE_MILLIS = 100;

  private static final boolean[] ALL = {};

  private final Instrumentation instrumentation;
  private final Gate gate;
  private final Counters counters;

  Retransformation(Instrumentation instrumentation, Gate gate, Counters counters) {
    this.instrumentation = instrumentation;
    this.gate = gate;
    this.counters = counters;
  }

  /** Loaded classes with hooks of any active plugin. */
  List<Class<?>> wanted() {
    return wanted(ALL);
  }

  /** Loaded classes with hooks of these plugins. */
  List<Class<?>> wanted(boolean[] plugins) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (gate.wants(type, plugins) && instrumentation.isModifiableClass(type)) {
        found.add(type);
      }
    }
    return found;
  }

  /** Whether a loaded class has hooks of an active plugin and may be changed. */
  boolean wants(Class<?> type) {
    return gate.wants(type, ALL) && instrumentation.isModifiableClass(type);
  }

  /** All at once; for when the application waits anyway. */
  void once(List<Class<?>> types) {
    batch(types, 0, types.size());
  }

  /**
   * In batches with pauses.
   *
   * @return false when the thread was interrupted; the rest stays as it was
   */
  boolean inBatches(List<Class<?>> types) {
    for (int from = 0; from < types.size(); from += BATCH) {
      if (from > 0 && !pause()) {
        return false;
      }
      batch(types, from, Math.min(from + BATCH, types.size()));
    }
    return true;
  }

  private void batch(List<Class<?>> types, int from, int to) {
    if (from == to) {
      return;
    }
    Class<?>[] batch = types.subList(from, to).toArray(new Class<?>[0]);
    try {
      instrumentation.retransformClasses(batch);
      counters.retransformed.addAndGet(batch.length);
    } catch (Exception | LinkageError | InternalError e) {
      if (batch.length == 1) {
        counters.refused.incrementAndGet();
        return;
      }
      // One of them spoils the batch and the JVM does not say which.
      for (int i = from; i < to; i++) {
        batch(types, i, i + 1);
      }
    }
  }

  /** Waits one pause; false when the thread was interrupted. */
  static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
