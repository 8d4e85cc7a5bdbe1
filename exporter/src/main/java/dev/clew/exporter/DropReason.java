package dev.clew.exporter;

/**
 * Why a sampled span that ended never reached its destination. The key is the report's and the
 * metric's suffix.
 */
public enum DropReason {
  /** The queue was full when the span ended; the newest span is the one that goes. */
  QUEUE_FULL("queue_full"),
  /**
   * The batch could not be delivered: retries ran out, the answer was final, or the exporter threw.
   */
  EXPORT_FAILED("export_failed"),
  /** The collector answered 200 and said in {@code partial_success} that it refused this many. */
  REJECTED_BY_COLLECTOR("rejected_by_collector"),
  /** The span ended after shutdown began, or the shutdown deadline passed while it waited. */
  SHUTDOWN("shutdown");

  private final String key;

  DropReason(String key) {
    this.key = key;
  }

  /** The stable lower-case name, such as {@code queue_full}. */
  public String key() {
    return key;
  }
}
