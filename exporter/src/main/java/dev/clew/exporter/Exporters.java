package dev.clew.exporter;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/** What the exporters that hold other exporters share. */
final class Exporters {

  private Exporters() {}

  /** Passes the deadline on to an exporter that knows deadlines. */
  static void finishBy(SpanExporter exporter, long nanoTime) {
    if (exporter instanceof DeadlineExporter) {
      ((DeadlineExporter) exporter).finishBy(nanoTime);
    }
  }

  /** The result of an exporter that threw. */
  static CompletableResultCode thrown(Throwable thrown) {
    return CompletableResultCode.ofExceptionalFailure(thrown);
  }
}
