package dev.clew.exporter;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches from the queue, exports them, and books each span once.
 *
 * <p>The queue is read and the books are written only under {@link #books}, so that whoever ends
 * the process can close them while the worker hangs in an export: what was under way then counts as
 * dropped, and the worker's own result, should it come, changes nothing.
 */
final class BatchExport {

  private final SpanQueue<ReadableSpan> queue;
  private final SpanCounters counters;
  private final SpanExporter exporter;
  private final int batchSize;
  private final long timeoutNanos;
  private final OncePerCause warnings;

  private final Object books = new Object();

  /** Spans handed to the exporter whose fate is not booked; guarded by {@link #books}. */
  private int underWay;

  /** Guarded by {@link #books}. */
  private boolean settled;

  BatchExport(
      SpanQueue<ReadableSpan> queue,
      SpanCounters counters,
      SpanExporter exporter,
      int batchSize,
      long timeoutNanos,
      OncePerCause warnings) {
    this.queue = queue;
    this.counters = counters;
    this.exporter = exporter;
    this.batchSize = batchSize;
    this.timeoutNanos = timeoutNanos;
    this.warnings = warnings;
  }

  /** Exports up to one batch; nothing if the queue is empty. */
  void exportOne() {
    List<ReadableSpan> taken = take();
    if (taken.isEmpty()) {
      Thread.yield(); // a producer claimed a slot and is about to fill it
      return;
    }
    List<SpanData> batch = new ArrayList<>(taken.size());
    ExportFailure failure = null;
    boolean booked = false;
    try {
      copy(taken, batch);
      failure = batch.isEmpty() ? null : export(batch);
      book(batch.size(), failure);
      booked = true;
    } finally {
      if (!booked) { // a virtual machine error: the thread ends, the books stay right
        book(0, null);
      }
    }
  }

  /**
   * Counts everything still queued as dropped by shutdown; called when the worker takes no more.
   */
  void dropQueued() {
    synchronized (books) {
      long dropped = 0;
      while (queue.size() > 0) {
        if (queue.poll() == null) {
          Thread.yield();
        } else {
          dropped++;
        }
      }
      counters.addDropped(DropReason.SHUTDOWN, dropped);
    }
  }

  /**
   * Closes the books for good.
   *
   * @return true if nothing was left
   */
  boolean settle() {
    synchronized (books) {
      boolean complete = underWay == 0 && queue.size() == 0;
      settled = true;
      counters.addDropped(DropReason.SHUTDOWN, underWay);
      underWay = 0;
      dropQueued();
      return complete;
    }
  }

  /** Waits for a result, at most the export timeout; false if it failed or did not come. */
  boolean await(CompletableResultCode result) {
    if (!result.isDone()) {
      result.join(timeoutNanos, TimeUnit.NANOSECONDS);
    }
    return result.isSuccess();
  }

  private List<ReadableSpan> take() {
    List<ReadableSpan> taken = new ArrayList<>(Math.min(batchSize, queue.size()));
    synchronized (books) {
      while (!settled && taken.size() < batchSize) {
        ReadableSpan span = queue.poll();
        if (span == null) {
          break;
        }
        taken.add(span);
      }
      underWay = taken.size();
    }
    return taken;
  }

  private void copy(List<ReadableSpan> spans, List<SpanData> batch) {
    for (ReadableSpan span : spans) {
      try {
        batch.add(span.toSpanData());
      } catch (RuntimeException | LinkageError e) {
        warnings.warn("copy", "A finished span could not be read and is dropped", e);
      }
    }
  }

  private @Nullable ExportFailure export(List<SpanData> batch) {
    try {
      CompletableResultCode result = exporter.export(batch);
      if (await(result)) {
        return null;
      }
      Throwable thrown = result.getFailureThrowable();
      if (thrown instanceof ExportFailure) {
        return (ExportFailure) thrown;
      }
      if (thrown != null) {
        warnings.warn("export", "The exporter failed", thrown);
      }
    } catch (RuntimeException | LinkageError e) {
      warnings.warn("export", "The exporter failed", e);
    }
    return new ExportFailure(DropReason.EXPORT_FAILED, ExportFailure.WHOLE_BATCH, "export failed");
  }

  /**
   * Books the batch under way: {@code attempted} spans reached the exporter, the others could not
   * be read.
   */
  private void book(int attempted, @Nullable ExportFailure failure) {
    synchronized (books) {
      if (settled) {
        return;
      }
      long lost = failure == null ? 0 : Math.min(attempted, Math.max(0, failure.spans()));
      if (failure != null) {
        counters.addDropped(failure.reason(), lost);
      }
      counters.addExported(attempted - lost);
      counters.addDropped(DropReason.EXPORT_FAILED, underWay - attempted);
      underWay = 0;
    }
  }
}
