package dev.clew.exporter;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands everything to another exporter that can be replaced while spans flow. A batch goes wholly
 * to the exporter that was current when it began, and that one is not shut down before the batch is
 * through, so a replacement loses nothing.
 */
public final class DelegatingSpanExporter implements DeadlineExporter {

  private final Object lock = new Object();

  // All guarded by the lock, which is not held while an exporter works.
  private SpanExporter target;
  private @Nullable SpanExporter busy;
  private final List<SpanExporter> retired = new ArrayList<>(1);
  private boolean ending;
  private long finishBy;

  public DelegatingSpanExporter(SpanExporter target) {
    this.target = target;
  }

  /**
   * Sends later batches to {@code replacement}. The previous exporter is shut down, at once or
   * after its batch.
   */
  public void replace(SpanExporter replacement) {
    SpanExporter previous;
    boolean idle;
    boolean inform;
    long deadline;
    synchronized (lock) {
      previous = target;
      target = replacement;
      idle = busy != previous;
      if (!idle) {
        retired.add(previous);
      }
      inform = ending;
      deadline = finishBy;
    }
    if (inform) {
      Exporters.finishBy(replacement, deadline);
    }
    if (idle) {
      previous.shutdown();
    }
  }

  /** The exporter in use now. */
  public SpanExporter current() {
    synchronized (lock) {
      return target;
    }
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    SpanExporter exporter;
    synchronized (lock) {
      exporter = target;
      busy = exporter;
    }
    try {
      return exporter.export(spans);
    } finally {
      retire();
    }
  }

  @Override
  public CompletableResultCode flush() {
    return current().flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return current().shutdown();
  }

  @Override
  public void finishBy(long nanoTime) {
    SpanExporter exporter;
    SpanExporter working;
    synchronized (lock) {
      ending = true;
      finishBy = nanoTime;
      exporter = target;
      working = busy;
    }
    Exporters.finishBy(exporter, nanoTime);
    if (working != null && working != exporter) {
      Exporters.finishBy(working, nanoTime);
    }
  }

  private void retire() {
    List<SpanExporter> done;
    synchronized (lock) {
      busy = null;
      if (retired.isEmpty()) {
        return;
      }
      done = new ArrayList<>(retired);
      retired.clear();
    }
    for (SpanExporter exporter : done) {
      exporter.shutdown();
    }
  }

  @Override
  public String toString() {
    return "delegating to " + current();
  }
}
