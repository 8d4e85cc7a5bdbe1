package dev.clew.exporter;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/**
 * Hands everything to another exporter that can be replaced while spans flow. A batch goes wholly
 * to the exporter that was current when it began.
 */
public final class DelegatingSpanExporter implements DeadlineExporter {

  private static final long NEVER = Long.MIN_VALUE;

  private volatile SpanExporter target;
  private volatile long finishBy = NEVER;

  public DelegatingSpanExporter(SpanExporter target) {
    this.target = target;
  }

  /**
   * Replaces the exporter.
   *
   * @return the previous one, which the caller flushes and shuts down
   */
  public synchronized SpanExporter replace(SpanExporter replacement) {
    SpanExporter previous = target;
    target = replacement;
    long deadline = finishBy;
    if (deadline != NEVER) {
      Exporters.finishBy(replacement, deadline);
    }
    return previous;
  }

  /** The exporter in use now. */
  public SpanExporter current() {
    return target;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return target.export(spans);
  }

  @Override
  public CompletableResultCode flush() {
    return target.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return target.shutdown();
  }

  @Override
  public void finishBy(long nanoTime) {
    finishBy = nanoTime == NEVER ? NEVER + 1 : nanoTime;
    Exporters.finishBy(target, nanoTime);
  }

  @Override
  public String toString() {
    return "delegating to " + target;
  }
}
