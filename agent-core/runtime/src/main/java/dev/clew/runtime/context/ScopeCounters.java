package dev.clew.runtime.context;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts of scopes. Open scopes are counted in cells that a few threads share and that lie on cache
 * lines of their own: exact, without a registry that would grow with the number of threads, and a
 * scope that its dead thread never closed stays visible.
 */
public final class ScopeCounters {

  private static final int STRIPES = 32;
  private static final int SPACING = 16; // longs: two cache lines, for the adjacent-line prefetch

  /** A cell that no sum includes. */
  static final int OWN_THREADS = STRIPES * SPACING;

  private final AtomicLongArray open = new AtomicLongArray((STRIPES + 1) * SPACING);
  private final AtomicInteger stripes = new AtomicInteger();
  private final AtomicLong misuse = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong listenerErrors = new AtomicLong();

  ScopeCounters() {}

  /** Scopes open now, over all threads. */
  public long open() {
    long sum = 0;
    for (int i = 0; i < STRIPES; i++) {
      sum += open.get(i * SPACING);
    }
    return sum;
  }

  /** Scopes closed out of order or by another thread. */
  public long misuse() {
    return misuse.get();
  }

  /** Contexts not attached because a thread had too many scopes open. */
  public long refusedTotal() {
    return refused.get();
  }

  /** Errors of the listener. */
  public long listenerErrors() {
    return listenerErrors.get();
  }

  int nextStripe() {
    return (stripes.getAndIncrement() & (STRIPES - 1)) * SPACING;
  }

  void opened(int stripe) {
    open.getAndIncrement(stripe);
  }

  void closed(int stripe) {
    open.getAndDecrement(stripe);
  }

  void misused() {
    misuse.incrementAndGet();
  }

  void refused() {
    refused.incrementAndGet();
  }

  void listenerFailed() {
    listenerErrors.incrementAndGet();
  }
}
