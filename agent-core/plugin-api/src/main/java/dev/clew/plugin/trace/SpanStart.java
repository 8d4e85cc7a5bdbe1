package dev.clew.plugin.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A span of the application that is about to start. Used by one thread. */
public final class SpanStart {

  private final TraceApi api;
  private final SpanBuilder builder;
  private @Nullable Context parent;

  SpanStart(TraceApi api, SpanBuilder builder) {
    this.api = api;
    this.builder = builder;
  }

  /**
   * Sets the parent; without it the current context is the parent.
   *
   * @param context a handle; null makes a root span
   */
  public SpanStart parent(@Nullable Object context) {
    parent = context instanceof Context ? (Context) context : Context.root();
    return this;
  }

  /**
   * Sets the kind.
   *
   * @param kind {@code SERVER}, {@code CLIENT}, {@code PRODUCER}, {@code CONSUMER}; others are
   *     internal
   */
  public SpanStart kind(String kind) {
    builder.setSpanKind(MethodSpans.kind(kind));
    return this;
  }

  /** Sets attributes; samplers see them. */
  public SpanStart attributes(TraceAttributes attributes) {
    builder.setAllAttributes(attributes.build());
    return this;
  }

  /** Adds a link. */
  public SpanStart link(SpanIds target, @Nullable TraceAttributes attributes) {
    builder.addLink(target.context, TraceAttributes.of(attributes));
    return this;
  }

  /** Sets when the span began. */
  public SpanStart startedAt(long epochNanos) {
    builder.setStartTimestamp(epochNanos, TimeUnit.NANOSECONDS);
    return this;
  }

  /** Starts the span; does not make it current. Where no spans are made, returns the parent's. */
  public TraceSpan start() {
    Context below = parent == null ? Context.current() : parent;
    if (!api.makesSpans()) {
      return new TraceSpan(Span.wrap(Span.fromContext(below).getSpanContext()));
    }
    return new TraceSpan(builder.setParent(below).startSpan());
  }
}
