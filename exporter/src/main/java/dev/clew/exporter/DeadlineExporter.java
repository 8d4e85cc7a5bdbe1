package dev.clew.exporter;

import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * A span exporter that can be told, from any thread, to be done soon: the end of the process waits
 * for nobody.
 */
public interface DeadlineExporter extends SpanExporter {

  /**
   * Makes the export under way and every later one end by {@code nanoTime}, as {@link
   * System#nanoTime} counts. A time that has passed aborts what is under way. Cannot be taken back;
   * does not block.
   */
  void finishBy(long nanoTime);
}
