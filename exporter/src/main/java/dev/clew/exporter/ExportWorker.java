package dev.clew.exporter;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline's thread: sleeps until a batch is full, the schedule is due, somebody flushes or the
 * end comes.
 *
 * <p>A producer wakes it only when the queue reaches {@link #wanted}, which the worker sets before
 * it parks, reads the queue once more and resets when it wakes; so a full batch is never slept
 * through and most spans wake nobody.
 */
final class ExportWorker implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.clew.exporter");

  /** Value of {@link #wanted} while the worker is awake. */
  private static final int NOBODY_WAITS = Integer.MAX_VALUE;

  private static final long ABORT_GRACE_MILLIS = 200;

  private final SpanQueue<ReadableSpan> queue;
  private final SpanExporter exporter;
  private final BatchExport batches;
  private final int batchSize;
  private final long scheduleNanos;
  private final ExportGuard guard;
  private final OncePerCause warnings = new OncePerCause(LOG);

  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
  private final AtomicInteger wanted = new AtomicInteger(NOBODY_WAITS);
  private final ConcurrentLinkedQueue<Flush> flushes = new ConcurrentLinkedQueue<>();
  private final CompletableResultCode closed = new CompletableResultCode();
  private volatile boolean closing;

  /**
   * Set when nobody will take from the queue any more; a producer that sees it cleans up after
   * itself.
   */
  private volatile boolean terminated;

  /** Meaningful once {@link #closing}. */
  private volatile long closeBy;

  ExportWorker(
      SpanQueue<ReadableSpan> queue,
      SpanCounters counters,
      SpanExporter exporter,
      int batchSize,
      long scheduleNanos,
      long exportTimeoutNanos,
      ExportGuard guard) {
    this.queue = queue;
    this.exporter = exporter;
    this.batches =
        new BatchExport(queue, counters, exporter, batchSize, exportTimeoutNanos, warnings);
    this.batchSize = batchSize;
    this.scheduleNanos = scheduleNanos;
    this.guard = guard;
  }

  SpanExporter exporter() {
    return exporter;
  }

  boolean isClosing() {
    return closing;
  }

  /** After each offer, on the producer's thread. */
  void offered() {
    if (thread.get() == null) {
      start();
    }
    int limit = wanted.get();
    if (queue.size() >= limit && wanted.compareAndSet(limit, NOBODY_WAITS)) {
      LockSupport.unpark(thread.get());
    }
    if (terminated) {
      batches.dropQueued();
    }
  }

  CompletableResultCode flush() {
    if (closing) {
      return closed;
    }
    if (thread.get() == null && queue.size() == 0) {
      return CompletableResultCode.ofSuccess();
    }
    Flush flush = new Flush(queue.tail());
    flushes.add(flush);
    start();
    wake();
    if (terminated) {
      completeFlushes();
    }
    return flush.done;
  }

  CompletableResultCode close(long timeoutMillis) {
    synchronized (closed) {
      if (!closing) {
        closeBy = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        Exporters.finishBy(exporter, closeBy);
        closing = true;
        if (thread.get() == null && queue.size() == 0) {
          finish();
          return closed;
        }
      }
    }
    start();
    wake();
    return closed;
  }

  boolean closeAndWait(long timeoutMillis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    close(timeoutMillis).join(timeoutMillis, TimeUnit.MILLISECONDS);
    if (!closed.isDone()) {
      Exporters.finishBy(exporter, Math.min(deadline, System.nanoTime()));
      closed.join(ABORT_GRACE_MILLIS, TimeUnit.MILLISECONDS);
    }
    terminated = true;
    boolean complete = batches.settle();
    return complete && closed.isSuccess();
  }

  private void start() {
    if (terminated || thread.get() != null) {
      return;
    }
    try {
      Thread created = AgentThread.create("clew-exporter", this);
      if (thread.compareAndSet(null, created)) {
        try {
          created.start();
        } catch (Throwable e) {
          thread.set(null);
          throw e;
        }
      }
    } catch (
        Throwable
            e) { // also OutOfMemoryError: "unable to create native thread" is not the application's
      // business
      warnings.warn(
          "start", "The export thread could not be started, the next span tries again", e);
    }
  }

  private void wake() {
    wanted.set(NOBODY_WAITS);
    LockSupport.unpark(thread.get());
  }

  @Override
  public void run() {
    Object mark = null;
    boolean marked = false;
    try {
      mark = guard.enter();
      marked = true;
      loop();
      drain();
      finish();
    } catch (Throwable e) {
      warnings.warn("worker", "The export thread failed, the next span starts another", e);
      if (closing) {
        finish();
      }
    } finally {
      thread.set(null);
      if (marked) {
        guard.exit(mark);
      }
    }
  }

  private void loop() {
    long due = System.nanoTime() + scheduleNanos;
    while (!closing) {
      Flush flush = flushes.peek();
      if (flush != null) {
        serve(flush);
      } else if (queue.size() >= batchSize) {
        batches.exportOne();
        due = System.nanoTime() + scheduleNanos;
      } else if (System.nanoTime() - due >= 0) {
        batches.exportOne();
        due = System.nanoTime() + scheduleNanos;
      } else {
        sleepUntil(due);
      }
    }
  }

  private void sleepUntil(long due) {
    wanted.set(batchSize);
    // The queue is read after wanted was written: a producer that missed the new value is seen
    // here.
    if (queue.size() < batchSize && flushes.isEmpty() && !closing) {
      LockSupport.parkNanos(this, due - System.nanoTime());
      if (Thread.interrupted()) {
        warnings.warn("interrupted", "The export thread was interrupted; it goes on", null);
      }
    }
    wanted.set(NOBODY_WAITS);
  }

  private void serve(Flush flush) {
    while (queue.head() < flush.position && !closing) {
      batches.exportOne();
    }
    if (!closing) {
      flushExporter();
      flushes.poll();
      flush.done.succeed();
    }
  }

  private void drain() {
    while (queue.size() > 0 && System.nanoTime() - closeBy < 0) {
      batches.exportOne();
    }
  }

  private void flushExporter() {
    try {
      batches.await(exporter.flush());
    } catch (RuntimeException | LinkageError e) {
      warnings.warn("flush", "The exporter failed to flush", e);
    }
  }

  /** The last act, once: nobody takes from the queue after this but whoever cleans up. */
  private void finish() {
    boolean drained = queue.size() == 0;
    terminated = true;
    batches.dropQueued();
    try {
      exporter.shutdown();
    } catch (RuntimeException | LinkageError e) {
      warnings.warn("shutdown", "The exporter failed to shut down", e);
    }
    completeFlushes();
    if (drained) {
      closed.succeed();
    } else {
      closed.fail();
    }
  }

  private void completeFlushes() {
    for (Flush flush = flushes.poll(); flush != null; flush = flushes.poll()) {
      flush.done.succeed();
    }
  }

  private static final class Flush {
    /** Spans before this queue position are to be exported. */
    private final long position;

    private final CompletableResultCode done = new CompletableResultCode();

    Flush(long position) {
      this.position = position;
    }
  }
}
