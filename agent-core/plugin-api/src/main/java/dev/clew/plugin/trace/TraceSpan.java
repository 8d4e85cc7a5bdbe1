package dev.clew.plugin.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A span of the agent in plain types. Thread-safe; what is set after {@link #end} is ignored. Two
 * are equal if they stand for the same span.
 */
public final class TraceSpan {

  final Span span;

  TraceSpan(Span span) {
    this.span = span;
  }

  /** A span that records nothing and carries these ids. */
  public static TraceSpan of(SpanIds ids) {
    return new TraceSpan(Span.wrap(ids.context));
  }

  /** Its ids. */
  public SpanIds ids() {
    return new SpanIds(span.getSpanContext());
  }

  /** False if the span is not sampled or has ended. */
  public boolean isRecording() {
    return span.isRecording();
  }

  /** Renames the span. */
  public TraceSpan name(String name) {
    span.updateName(name);
    return this;
  }

  /** Sets attributes. */
  public TraceSpan attributes(TraceAttributes attributes) {
    if (span.isRecording()) {
      span.setAllAttributes(attributes.build());
    }
    return this;
  }

  /**
   * Adds an event.
   *
   * @param epochNanos when; zero or less for now
   */
  public TraceSpan event(String name, @Nullable TraceAttributes attributes, long epochNanos) {
    if (epochNanos > 0) {
      span.addEvent(name, TraceAttributes.of(attributes), epochNanos, TimeUnit.NANOSECONDS);
    } else {
      span.addEvent(name, TraceAttributes.of(attributes));
    }
    return this;
  }

  /** Adds a link. */
  public TraceSpan link(SpanIds target, @Nullable TraceAttributes attributes) {
    span.addLink(target.context, TraceAttributes.of(attributes));
    return this;
  }

  /**
   * Sets the status.
   *
   * @param code {@code UNSET}, {@code OK} or {@code ERROR}; others do nothing
   */
  public TraceSpan status(String code, @Nullable String description) {
    StatusCode status = status(code);
    if (status != null) {
      span.setStatus(status, description == null ? "" : description);
    }
    return this;
  }

  /** Records an exception as an event; leaves the status to the application. */
  public TraceSpan exception(Throwable error, @Nullable TraceAttributes attributes) {
    span.recordException(error, TraceAttributes.of(attributes));
    return this;
  }

  /**
   * Ends the span; the first time only.
   *
   * @param epochNanos when; zero or less for now
   */
  public void end(long epochNanos) {
    if (epochNanos > 0) {
      span.end(epochNanos, TimeUnit.NANOSECONDS);
    } else {
      span.end();
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TraceSpan && ((TraceSpan) other).span.equals(span);
  }

  @Override
  public int hashCode() {
    return span.hashCode();
  }

  private static @Nullable StatusCode status(String code) {
    switch (code) {
      case "OK":
        return StatusCode.OK;
      case "ERROR":
        return StatusCode.ERROR;
      case "UNSET":
        return StatusCode.UNSET;
      default:
        return null;
    }
  }
}
