package dev.clew.tests.scenario;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Parents for what a scenario does: by the test plugin behind {@link SpanSource} where there is
 * one, else with the OpenTelemetry API, as an application does it.
 */
public final class Spans {

  private Spans() {}

  /**
   * Whether an agent answers the OpenTelemetry API of this application; waits a little, since an
   * agent may get ready beside the application.
   */
  public static boolean bridged() {
    for (int i = 0; i < 100; i++) {
      if (SpanSource.current() != null) {
        return true;
      }
      Span span =
          GlobalOpenTelemetry.getTracer("scenario").spanBuilder("probe").setNoParent().startSpan();
      span.end();
      if (span.getSpanContext().isValid()) {
        return true;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return false;
  }

  /**
   * Returns the current span as {@code 00-<trace id>-<span id>-<flags>}, all zeros where there is
   * none.
   */
  public static String current() {
    String own = SpanSource.current();
    if (own != null) {
      return own;
    }
    return traceparent(Span.current().getSpanContext());
  }

  /** Starts and ends a span below the current one; returns its traceparent. */
  public static String child(String name) {
    String own = SpanSource.child(name);
    if (own != null) {
      return own;
    }
    Span span = GlobalOpenTelemetry.getTracer("scenario").spanBuilder(name).startSpan();
    span.end();
    return traceparent(span.getSpanContext());
  }

  /**
   * Runs below a parent.
   *
   * @param parent empty: in the context as it is; {@code span:<name>}: in a new root span; a
   *     traceparent: with this remote parent, sampled or not as its flags say
   */
  public static <T> T under(String parent, Callable<T> body) throws Exception {
    if (parent.isEmpty()) {
      return body.call();
    }
    Object opened = SpanSource.open(parent);
    if (opened != null) {
      try {
        return body.call();
      } finally {
        SpanSource.close(opened);
      }
    }
    if (!parent.startsWith("span:")) {
      try (Scope ignored = Context.root().with(Span.wrap(remote(parent))).makeCurrent()) {
        return body.call();
      }
    }
    Span span =
        GlobalOpenTelemetry.getTracer("scenario")
            .spanBuilder(parent.substring("span:".length()))
            .setNoParent()
            .startSpan();
    try (Scope ignored = span.makeCurrent()) {
      return body.call();
    } finally {
      span.end();
    }
  }

  private static SpanContext remote(String traceparent) {
    boolean sampled = (Character.digit(traceparent.charAt(traceparent.length() - 1), 16) & 1) == 1;
    TraceFlags flags = sampled ? TraceFlags.getSampled() : TraceFlags.getDefault();
    return SpanContext.createFromRemoteParent(
        traceparent.substring(3, 35),
        traceparent.substring(36, 52),
        flags,
        TraceState.getDefault());
  }

  private static String traceparent(SpanContext context) {
    return "00-"
        + context.getTraceId()
        + "-"
        + context.getSpanId()
        + "-"
        + context.getTraceFlags().asHex();
  }
}
