package dev.clew.plugin.trace;

import dev.clew.plugin.Call;
import dev.clew.plugin.family.Calls;
import dev.clew.plugin.family.Failures;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Spans of methods that the application marked, such as {@code @WithSpan}. They nest. */
public final class MethodSpans {

  private final Calls calls = new Calls("method");

  private MethodSpans() {}

  /** Creates the family; to be called while the plugin's class is initialised. */
  public static MethodSpans create() {
    return new MethodSpans();
  }

  /**
   * Starts a span and makes it current.
   *
   * @param kind as for {@link SpanStart#kind}
   * @param inherits false makes a root span
   * @return null when no {@link #end} is needed
   */
  public @Nullable Object start(
      String name, String kind, boolean inherits, @Nullable TraceAttributes attributes) {
    if (calls.off() || calls.propagatesOnly()) {
      return null;
    }
    Context parent = inherits ? Context.current() : Context.root();
    if (calls.suppressed(parent) || calls.dropped(parent)) {
      return null;
    }
    SpanBuilder builder = calls.span(name, kind(kind), parent);
    if (attributes != null) {
      builder.setAllAttributes(attributes.build());
    }
    return calls.call(parent, builder.startSpan(), null).attach();
  }

  /** The attributes of arguments are worth collecting only if this is true. */
  public boolean records() {
    return !calls.off() && !calls.propagatesOnly() && !calls.dropped(Context.current());
  }

  /**
   * Ends a call; on any thread, the first time only.
   *
   * @param call from {@link #start}; null does nothing
   */
  public void end(@Nullable Object call, @Nullable Throwable error) {
    if (call instanceof Call && ((Call) call).finish()) {
      Span span = ((Call) call).span();
      try {
        Throwable failure = span.isRecording() ? Failures.relevant(error) : null;
        if (failure != null) {
          Failures.fail(span, failure, null);
        }
      } finally {
        span.end();
      }
    }
  }

  /**
   * Ends the call when a returned stage completes, and leaves it no longer current; for an exit
   * whose method returned normally.
   */
  public void endWhenComplete(@Nullable Object call, CompletionStage<?> stage) {
    if (call instanceof Call) {
      ((Call) call).detach();
      stage.whenComplete(
          new BiConsumer<Object, Throwable>() {
            @Override
            public void accept(@Nullable Object result, @Nullable Throwable error) {
              try {
                end(call, error);
              } catch (RuntimeException | LinkageError e) {
                calls.failed(e, "end");
              }
            }
          });
    }
  }

  static SpanKind kind(String kind) {
    switch (kind) {
      case "SERVER":
        return SpanKind.SERVER;
      case "CLIENT":
        return SpanKind.CLIENT;
      case "PRODUCER":
        return SpanKind.PRODUCER;
      case "CONSUMER":
        return SpanKind.CONSUMER;
      default:
        return SpanKind.INTERNAL;
    }
  }
}
