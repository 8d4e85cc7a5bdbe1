package dev.clew.engine.slot;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Counts entries against a bound, in stripes by hash so that threads seldom meet on one counter.
 * Each stripe takes its share of the bound: identity hashes are spread evenly.
 */
final class EntryCount {

  private static final int STRIPES = 16;

  /** Distance of two counters in ints: one cache line. */
  private static final int LINE = 16;

  private final AtomicIntegerArray counters;
  private final int mask;
  private final int perStripe;

  EntryCount(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("max: " + max + ", accepted: 1 and more");
    }
    int stripes = max < 64 * STRIPES ? 1 : STRIPES;
    mask = stripes - 1;
    perStripe = max / stripes;
    counters = new AtomicIntegerArray(stripes * LINE);
  }

  /** Adds {@code n} if the bound allows. */
  boolean reserve(int hash, int n) {
    int at = at(hash);
    int now = counters.get(at);
    while (now + n <= perStripe) {
      if (counters.compareAndSet(at, now, now + n)) {
        return true;
      }
      now = counters.get(at);
    }
    return false;
  }

  void removed(int hash, int n) {
    counters.addAndGet(at(hash), -n);
  }

  /**
   * Whether the stripes say that a table of this many buckets is too small; looks at one stripe.
   */
  boolean crowded(int hash, int buckets) {
    return counters.get(at(hash)) > buckets / (mask + 1);
  }

  int sum() {
    int sum = 0;
    for (int i = 0; i <= mask; i++) {
      sum += counters.get(i * LINE);
    }
    return sum;
  }

  private int at(int hash) {
    return ((hash >>> 8) & mask) * LINE;
  }
}
