package dev.clew.exporter;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Writes a warning once per cause, and again after a quiet interval with the number of those left
 * out. Remembers at most 64 causes; further ones share one entry. For agent threads: it locks.
 */
public final class OncePerCause {

  private static final int MAX_CAUSES = 64;
  private static final String OTHER = "other";

  private final Logger log;
  private final long intervalNanos;
  private final LongSupplier nanoClock;
  private final Map<String, Seen> causes = new HashMap<>();

  /** Repeats a cause at most every ten minutes. */
  public OncePerCause(Logger log) {
    this(log, TimeUnit.MINUTES.toNanos(10), NanoTime.CLOCK);
  }

  public OncePerCause(Logger log, long intervalNanos, LongSupplier nanoClock) {
    this.log = log;
    this.intervalNanos = intervalNanos;
    this.nanoClock = nanoClock;
  }

  /**
   * Logs at WARN unless this cause was logged within the interval.
   *
   * @param cause a short constant-like key, never text that a peer controls
   * @return true if the line was written
   */
  public boolean warn(String cause, String message, @Nullable Throwable thrown) {
    long leftOut;
    synchronized (causes) {
      Seen seen = causes.get(cause);
      if (seen == null && causes.size() >= MAX_CAUSES) {
        seen = causes.get(OTHER);
        cause = OTHER;
      }
      long now = nanoClock.getAsLong();
      if (seen != null && now - seen.loggedAt < intervalNanos) {
        seen.leftOut++;
        return false;
      }
      leftOut = seen == null ? 0 : seen.leftOut;
      causes.put(cause, new Seen(now));
    }
    String text = leftOut == 0 ? message : message + " (and " + leftOut + " more like it)";
    if (thrown == null) {
      log.warn(text);
    } else {
      log.warn(text, thrown);
    }
    return true;
  }

  private static final class Seen {
    private final long loggedAt;
    private long leftOut;

    Seen(long loggedAt) {
      this.loggedAt = loggedAt;
    }
  }
}
