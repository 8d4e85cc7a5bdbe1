package dev.clew.runtime;

import dev.clew.runtime.config.Layers;
import dev.clew.runtime.config.StartWait;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether hooks may run. The first caller starts a clock; all callers together wait until it has
 * run down, so a start that fails costs the application the wait once.
 */
final class Readiness {

  private static final long NOT_STARTED = 0;

  private final CountDownLatch latch = new CountDownLatch(1);
  private final AtomicLong deadline = new AtomicLong(NOT_STARTED);
  private final Layers layers;
  private volatile boolean ready;

  /** The wait is {@code start.wait} of the layers. */
  Readiness(Layers layers) {
    this.layers = layers;
  }

  /** Ends all waits. */
  void ready() {
    ready = true;
    latch.countDown();
  }

  boolean isReady() {
    return ready;
  }

  /** Ends all waits: there is nothing to wait for. */
  void never() {
    latch.countDown();
  }

  /** Waits what is left; an interrupt ends the wait and stays set. */
  boolean await() {
    if (ready) {
      return true;
    }
    long now = System.nanoTime();
    long end = now + TimeUnit.MILLISECONDS.toNanos(StartWait.millis(layers));
    if (!deadline.compareAndSet(NOT_STARTED, end == NOT_STARTED ? 1 : end)) {
      end = deadline.get();
    }
    try {
      boolean ended = latch.await(end - now, TimeUnit.NANOSECONDS);
      return ended && ready;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ready;
    }
  }
}
