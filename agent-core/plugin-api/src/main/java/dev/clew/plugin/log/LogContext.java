package dev.clew.plugin.log;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The trace a log event belongs to. Capture it where the event is created: an asynchronous appender
 * formats it on another thread, perhaps inside of another trace. Immutable.
 */
public final class LogContext {

  /** Key of {@link #traceId} in a log event's context data. */
  public static final String TRACE_ID = "trace_id";

  /** Key of {@link #spanId} in a log event's context data. */
  public static final String SPAN_ID = "span_id";

  /** Key of {@link #traceFlags} in a log event's context data. */
  public static final String TRACE_FLAGS = "trace_flags";

  private final SpanContext span;

  private LogContext(SpanContext span) {
    this.span = span;
  }

  /** Returns what is current on this thread, or null outside of a trace. */
  public static @Nullable LogContext current() {
    return in(Context.current());
  }

  /**
   * Returns the trace of a captured context.
   *
   * @param context from {@code Contexts.capture}
   */
  public static @Nullable LogContext of(@Nullable Object context) {
    return context instanceof Context ? in((Context) context) : null;
  }

  /** 32 hex. */
  public String traceId() {
    return span.getTraceId();
  }

  /** 16 hex. */
  public String spanId() {
    return span.getSpanId();
  }

  /** 2 hex; {@code 01} if the trace is sampled. */
  public String traceFlags() {
    return span.getTraceFlags().asHex();
  }

  private static @Nullable LogContext in(Context context) {
    if (context == Context.root()) {
      return null;
    }
    SpanContext span = Span.fromContext(context).getSpanContext();
    return span.isValid() ? new LogContext(span) : null;
  }
}
