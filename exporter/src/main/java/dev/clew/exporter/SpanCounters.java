package dev.clew.exporter;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of every sampled span that ended: {@code created = exported + sum of dropped} once
 * the pipeline is idle or shut down. A span that was not sampled is not counted at all.
 * Thread-safe; writers never wait.
 */
public final class SpanCounters {

  private final LongAdder created = new LongAdder();
  private final LongAdder exported = new LongAdder();

  /** Complete from the start, so that it is only read. */
  private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);

  public SpanCounters() {
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, new LongAdder());
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
    return adder(reason).sum();
  }

  /** Spans lost for any reason. */
  public long dropped() {
    long sum = 0;
    for (LongAdder adder : dropped.values()) {
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
    adder(reason).add(spans);
  }

  private LongAdder adder(DropReason reason) {
    return requireNonNull(dropped.get(reason));
  }
}
