package dev.clew.exporter.otlp;

import org.jspecify.annotations.Nullable;

/**
 * When a failed attempt is repeated: exponential backoff with jitter, or what the collector asks
 * for in {@code Retry-After}. All attempts of a batch share its timeout. Immutable.
 */
public final class RetryPolicy {

  /** Five attempts; waits of about 1, 1.5, 2.3 and 3.4 seconds. */
  public static final RetryPolicy DEFAULT = new RetryPolicy(5, 1000, 5000, 1.5);

  /** Longest pause a collector can ask for. */
  static final long MAX_PAUSE_MILLIS = 60_000;

  private final int attempts;
  private final long initialMillis;
  private final long maxMillis;
  private final double factor;

  /**
   * @param attempts in [1, 100]; 1 never repeats
   * @param initialMillis first wait before jitter, at least 0
   * @param maxMillis longest wait before jitter
   * @param factor each wait is this times the one before, at least 1
   */
  public RetryPolicy(int attempts, long initialMillis, long maxMillis, double factor) {
    if (attempts < 1
        || attempts > 100
        || initialMillis < 0
        || maxMillis < initialMillis
        || !(factor >= 1)) {
      throw new IllegalArgumentException(
          "retry policy out of range, accepted: 1 to 100 attempts, 0 <= initial <= max, factor >= 1");
    }
    this.attempts = attempts;
    this.initialMillis = initialMillis;
    this.maxMillis = maxMillis;
    this.factor = factor;
  }

  int attempts() {
    return attempts;
  }

  /**
   * The wait after attempt number {@code attempt}, counted from 1.
   *
   * @param random in [0, 1): spreads the wait over 80 % to 120 %
   */
  long backoffMillis(int attempt, double random) {
    double wait = initialMillis * Math.pow(factor, attempt - 1);
    return (long) (Math.min(wait, (double) maxMillis) * (0.8 + 0.4 * random));
  }

  /** OTLP specification, "Retryable Response Codes". */
  static boolean isRetryable(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
  }

  /**
   * Reads {@code Retry-After} (RFC 9110 §10.2.3): seconds, or a date.
   *
   * @param epochMillis now
   * @return milliseconds from now in [0, {@link #MAX_PAUSE_MILLIS}], or -1 if absent or malformed
   */
  static long retryAfterMillis(@Nullable String value, long epochMillis) {
    if (value == null || value.isEmpty() || value.length() > 64) {
      return -1;
    }
    long millis;
    try {
      boolean seconds = value.charAt(0) >= '0' && value.charAt(0) <= '9';
      millis = seconds ? seconds(value) : HttpDate.epochMillis(value) - epochMillis;
    } catch (RuntimeException e) { // a peer's text: malformed is as good as absent
      return -1;
    }
    return Math.max(0, Math.min(millis, MAX_PAUSE_MILLIS));
  }

  private static long seconds(String value) {
    return Math.min(Long.parseLong(value), MAX_PAUSE_MILLIS) * 1000;
  }
}
