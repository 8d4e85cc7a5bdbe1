package dev.clew.tests.scenario;

import org.jspecify.annotations.Nullable;

/**
 * Spans of the application, made by the test plugin {@code scenario-spans} that hooks these
 * methods; without it they do nothing. So a contract has parents even where an agent does not
 * answer the OpenTelemetry API.
 */
final class SpanSource {

  private SpanSource() {}

  /** The current traceparent; null: no plugin. */
  static @Nullable String current() {
    return null;
  }

  /** Starts and ends a span below the current one and returns its traceparent; null: no plugin. */
  static @Nullable String child(String name) {
    return null;
  }

  /**
   * Makes a parent current on this thread.
   *
   * @param parent as for {@link Spans#under}
   * @return for {@link #close}; null: no plugin
   */
  static @Nullable Object open(String parent) {
    return null;
  }

  /** Ends what {@link #open} returned. */
  static void close(Object opened) {}
}
