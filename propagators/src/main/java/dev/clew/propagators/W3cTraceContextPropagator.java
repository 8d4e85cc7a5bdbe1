package dev.clew.propagators;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code traceparent} and {@code tracestate} of W3C Trace Context Level 2.
 *
 * <p>A context that comes in with the random flag keeps it. A malformed {@code tracestate} never
 * harms its {@code traceparent}; without a valid {@code traceparent} it is ignored.
 */
public final class W3cTraceContextPropagator implements TextMapPropagator {

  static final String TRACEPARENT = "traceparent";
  static final String TRACESTATE = "tracestate";

  private static final List<String> FIELDS =
      Collections.unmodifiableList(Arrays.asList(TRACEPARENT, TRACESTATE));

  private final PropagationCounters counters;

  public W3cTraceContextPropagator(PropagationCounters counters) {
    this.counters = counters;
  }

  @Override
  public Collection<String> fields() {
    return FIELDS;
  }

  /**
   * Sets both headers, or only {@code traceparent} if there is no state; nothing for an invalid
   * context.
   */
  @Override
  public <C> void inject(
      @Nullable Context context, @Nullable C carrier, @Nullable TextMapSetter<C> setter) {
    if (context == null || setter == null) {
      return;
    }
    SpanContext span = Span.fromContext(context).getSpanContext();
    if (!span.isValid()) {
      return;
    }
    try {
      setter.set(carrier, TRACEPARENT, W3cTraceParent.format(span));
      String state = W3cTraceState.format(span.getTraceState());
      if (!state.isEmpty()) {
        setter.set(carrier, TRACESTATE, state);
      }
    } catch (RuntimeException e) {
      counters.propagatorFailed("tracecontext", e);
    }
  }

  /**
   * Reads the remote parent.
   *
   * @return {@code context} itself when {@code traceparent} is absent, malformed or repeated; never
   *     throws
   */
  @Override
  public <C> Context extract(
      @Nullable Context context, @Nullable C carrier, @Nullable TextMapGetter<C> getter) {
    Context before = context == null ? Context.root() : context;
    if (getter == null) {
      return before;
    }
    try {
      SpanContext remote = read(carrier, getter);
      return remote == null ? before : before.with(Span.wrap(remote));
    } catch (RuntimeException e) {
      counters.propagatorFailed("tracecontext", e);
      return before;
    }
  }

  private <C> @Nullable SpanContext read(@Nullable C carrier, TextMapGetter<C> getter) {
    String header = getter.get(carrier, TRACEPARENT);
    if (header == null) {
      return null;
    }
    W3cTraceParent.Ids ids = W3cTraceParent.parse(header);
    if (ids == null || HeaderLines.isRepeated(carrier, getter, TRACEPARENT)) {
      counters.malformedHeader(TRACEPARENT); // counted, not logged: a peer controls this input
      return null;
    }
    return ids.with(state(carrier, getter));
  }

  private <C> TraceState state(@Nullable C carrier, TextMapGetter<C> getter) {
    // 32 members of the greatest length, each with its comma; what is longer cannot be valid.
    int longest = W3cTraceState.MAX_MEMBERS * (256 + 1 + 256 + 1);
    try {
      String header = HeaderLines.joined(carrier, getter, TRACESTATE, longest);
      if (header == null || header.isEmpty()) {
        return TraceState.getDefault();
      }
      TraceState state = header.length() > longest ? null : W3cTraceState.parse(header);
      if (state == null) {
        counters.malformedHeader(TRACESTATE);
        return TraceState.getDefault();
      }
      if (W3cTraceState.isTruncated(header, state)) {
        counters.oversizedHeader(TRACESTATE);
      }
      return state;
    } catch (RuntimeException e) { // the carrier's fault must not cost the parent
      counters.propagatorFailed("tracecontext", e);
      return TraceState.getDefault();
    }
  }

  @Override
  public String toString() {
    return "tracecontext";
  }
}
