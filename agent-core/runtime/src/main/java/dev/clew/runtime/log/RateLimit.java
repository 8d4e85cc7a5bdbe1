package dev.clew.runtime.log;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One line per cause and period. A cause is the logger and the beginning of the message; causes
 * share a fixed number of cells by their hash, so memory is bounded and a collision only holds back
 * one line more. Lock-free.
 */
final class RateLimit {

  private static final int CELLS = 256;
  private static final int CAUSE_LENGTH = 80;

  private final AtomicLongArray admittedAt = new AtomicLongArray(CELLS);
  private final AtomicLongArray held = new AtomicLongArray(CELLS);
  private final long periodMillis;

  RateLimit(long periodMillis) {
    this.periodMillis = periodMillis;
  }

  /**
   * Decides on one line.
   *
   * @param nowMillis wall clock, never 0
   * @return how many lines were held back since the last admitted one, or -1 to hold this one back
   */
  long admit(String logger, String message, long nowMillis) {
    int cell = hash(logger, message) & (CELLS - 1);
    long last = admittedAt.get(cell);
    boolean due = last == 0 || nowMillis - last >= periodMillis || nowMillis < last;
    if (due && admittedAt.compareAndSet(cell, last, nowMillis)) {
      return held.getAndSet(cell, 0);
    }
    held.incrementAndGet(cell);
    return -1;
  }

  private static int hash(String logger, String message) {
    int hash = logger.hashCode();
    int end = Math.min(message.length(), CAUSE_LENGTH);
    for (int i = 0; i < end; i++) {
      char c = message.charAt(i);
      if (c < '0' || c > '9') {
        hash = hash * 31 + c;
      }
    }
    return hash ^ hash >>> 16 ^ hash >>> 8;
  }
}
