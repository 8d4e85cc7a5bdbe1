package dev.clew.exporter;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of every sampled span that ended: {@code created = exported + sum of dropped} once
 * the pipeline is idle or shut down. A span that was not sampled is not counted at all.
 * Thread-safe; writers never wait.
 */
public final class SpanCounters {

  private final LongAdder created = new LongAdder();
  private final LongAdder exported = new LongAdder();
  private final LongAdder[] dropped;

  public SpanCounters() {
    dropped = new LongAdder[DropReason.values().length];
    for (int i = 0; i < dropped.length; i++) {
      dropped[i] = new LongAdder();
    }
  }

  /** Sampled spans that ended. */
  public long created() {
    return created.sum();
  }

  /** Spans that the exporter reported as delivered. */
  public long exported() {
    return exported.sum();
  }

  /** Spans lost for {@code reason}. */
  public long dropped(DropReason reason) {
    return dropped[reason.ordinal()].sum();
  }

  /** Spans lost for any reason. */
  public long dropped() {
    long sum = 0;
    for (LongAdder adder : dropped) {
      sum += adder.sum();
    }
    return sum;
  }

  /**
   * True when every created span is accounted for; false while some wait in the queue or are under
   * way.
   */
  public boolean balanced() {
    return created() == exported() + dropped();
  }

  void addCreated() {
    created.increment();
  }

  void addExported(long spans) {
    exported.add(spans);
  }

  void addDropped(DropReason reason, long spans) {
    dropped[reason.ordinal()].add(spans);
  }
}
