package dev.clew.plugin.job;

import dev.clew.plugin.Call;
import dev.clew.plugin.family.Calls;
import dev.clew.plugin.family.Failures;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * INTERNAL spans of scheduled and repeated jobs. Each run is the root of a trace of its own,
 * however the job was created: a job that runs for months must not hang below the request that set
 * it up. Where a span is current, the run is linked to it.
 */
public final class JobSpans {

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("clew.job.system");
  private static final AttributeKey<String> FUNCTION = AttributeKey.stringKey("code.function.name");

  private final Calls calls = new Calls("job");
  private final String system;

  private JobSpans(String system) {
    this.system = system;
  }

  /**
   * Creates the family; to be called while the plugin's class is initialised.
   *
   * @param system what schedules the jobs: {@code spring-scheduling}
   */
  public static JobSpans of(String system) {
    return new JobSpans(system);
  }

  /**
   * Starts a run and makes it current. The span is called {@code Type.method}.
   *
   * @return null when no {@link #end} is needed: the plugin is off, or the thread is already inside
   *     a run
   */
  public @Nullable Object start(Class<?> type, String method) {
    String className = type.getName();
    String simple = className.substring(className.lastIndexOf('.') + 1);
    return begin(simple + "." + method, className + "." + method);
  }

  /**
   * Starts a run and makes it current.
   *
   * @param name of the job; few different ones
   * @return as {@link #start(Class, String)}
   */
  public @Nullable Object start(String name) {
    return begin(name, null);
  }

  /**
   * Ends a run; on any thread, the first time only.
   *
   * @param call from {@link #start}; null does nothing
   * @param error null if none was thrown
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

  private @Nullable Object begin(String name, @Nullable String function) {
    if (calls.off()) {
      return null;
    }
    Context current = Context.current();
    if (calls.suppressed(current) || calls.nested(current)) {
      return null;
    }
    Context root = Context.root();
    if (calls.propagatesOnly()) {
      return calls.unrecorded(root, null).attach();
    }
    SpanBuilder builder = calls.span(name, SpanKind.INTERNAL, root);
    builder.setAttribute(SYSTEM, system);
    if (function != null) {
      builder.setAttribute(FUNCTION, function);
    }
    SpanContext cause = Span.fromContext(current).getSpanContext();
    if (cause.isValid()) {
      builder.addLink(cause);
    }
    return calls.call(root, builder.startSpan(), null).attach();
  }
}
