package dev.clew.exporter;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.concurrent.TimeUnit;

/**
 * The way of a finished span out of the process: a bounded queue and one daemon thread that exports
 * batches.
 *
 * <p>{@link #onEnd} runs on application threads: it takes no lock, never waits, does not copy the
 * span and never throws. A full queue drops the newest span. The thread starts with the first
 * sampled span. A span that was sampled is counted as created when it ends, and later exactly once
 * as exported or as dropped with a reason.
 */
public final class SpanPipeline implements SpanProcessor {

  private final SpanQueue<ReadableSpan> queue;
  private final SpanCounters counters;
  private final ExportWorker worker;
  private final long shutdownMillis;

  private SpanPipeline(Builder builder) {
    this.queue = new SpanQueue<>(builder.queueSize);
    this.counters = builder.counters;
    this.shutdownMillis = builder.shutdownMillis;
    this.worker =
        new ExportWorker(
            queue,
            counters,
            builder.exporter,
            Math.min(builder.batchSize, builder.queueSize),
            TimeUnit.MILLISECONDS.toNanos(builder.scheduleMillis),
            TimeUnit.MILLISECONDS.toNanos(builder.exportTimeoutMillis),
            builder.guard);
  }

  /**
   * Starts from the defaults: 2,048 spans queued, batches of 512, every 5 seconds.
   *
   * @param exporter called by one thread, one batch at a time
   */
  public static Builder builder(SpanExporter exporter) {
    return new Builder(exporter);
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled()) {
      return;
    }
    counters.addCreated();
    if (worker.isClosing()) {
      counters.addDropped(DropReason.SHUTDOWN, 1);
    } else if (queue.offer(span)) {
      worker.offered();
    } else {
      counters.addDropped(DropReason.QUEUE_FULL, 1);
      worker.offered(); // a worker that could not start gets another chance
    }
  }

  /**
   * Exports what has ended so far; the result completes when that is done, also if the export
   * failed.
   */
  @Override
  public CompletableResultCode forceFlush() {
    return worker.flush();
  }

  /**
   * Exports what is queued for at most the builder's shutdown time. Returns at once; spans that end
   * from now on are dropped. Prefer {@link #shutdown(long)} where somebody can wait: it also aborts
   * an export that hangs.
   */
  @Override
  public CompletableResultCode shutdown() {
    return worker.close(shutdownMillis);
  }

  /**
   * Shuts down and waits. At the deadline the export under way is aborted and everything that is
   * left counts as dropped, so the counters balance when this returns.
   *
   * @return true if every queued span was handed to the exporter in time
   */
  public boolean shutdown(long timeoutMillis) {
    return worker.closeAndWait(timeoutMillis);
  }

  /** The counters this pipeline writes. */
  public SpanCounters counters() {
    return counters;
  }

  /** Spans that wait now. */
  public int queued() {
    return queue.size();
  }

  @Override
  public String toString() {
    return "span pipeline to " + worker.exporter();
  }

  /** Settings of a pipeline; every setter throws on a value out of range. */
  public static final class Builder {

    private final SpanExporter exporter;
    private int queueSize = 2048;
    private int batchSize = 512;
    private long scheduleMillis = 5000;
    private long exportTimeoutMillis = 30_000;
    private long shutdownMillis = 2000;
    private SpanCounters counters = new SpanCounters();
    private ExportGuard guard = ExportGuard.NONE;

    private Builder(SpanExporter exporter) {
      this.exporter = requireNonNull(exporter, "exporter");
    }

    /** Key {@code exporter.queue.size}: most spans that wait, in [1, 1048576]. */
    public Builder queueSize(int spans) {
      queueSize = (int) inRange("exporter.queue.size", spans, 1, 1 << 20);
      return this;
    }

    /**
     * Key {@code exporter.batch.size}: most spans in one export, in [1, 65536]; never more than the
     * queue holds.
     */
    public Builder batchSize(int spans) {
      batchSize = (int) inRange("exporter.batch.size", spans, 1, 1 << 16);
      return this;
    }

    /**
     * Key {@code exporter.schedule}: longest wait before a batch that is not full, in [1 ms, 1
     * hour].
     */
    public Builder scheduleMillis(long millis) {
      scheduleMillis = inRange("exporter.schedule", millis, 1, 3_600_000);
      return this;
    }

    /**
     * Longest wait for an exporter that completes later than it returns; ours do not. In [1 ms, 1
     * hour].
     */
    public Builder exportTimeoutMillis(long millis) {
      exportTimeoutMillis = inRange("exporter.timeout", millis, 1, 3_600_000);
      return this;
    }

    /** How long {@link SpanPipeline#shutdown()} keeps exporting, in [0, 10 minutes]. */
    public Builder shutdownMillis(long millis) {
      shutdownMillis = inRange("exporter.shutdown", millis, 0, 600_000);
      return this;
    }

    /** Counters to write, when they outlive the pipeline. */
    public Builder counters(SpanCounters spanCounters) {
      counters = requireNonNull(spanCounters, "spanCounters");
      return this;
    }

    /** Marks the worker thread as the agent's own. */
    public Builder guard(ExportGuard exportGuard) {
      guard = requireNonNull(exportGuard, "exportGuard");
      return this;
    }

    public SpanPipeline build() {
      return new SpanPipeline(this);
    }

    private static long inRange(String key, long value, long min, long max) {
      if (value < min || value > max) {
        throw new IllegalArgumentException(
            key + "=" + value + " is out of range, accepted: " + min + " to " + max);
      }
      return value;
    }
  }
}
