package dev.clew.plugin.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What identifies a span: the neutral form of a span context. Immutable. */
public final class SpanIds {

  final SpanContext context;

  SpanIds(SpanContext context) {
    this.context = context;
  }

  /**
   * Creates ids that the application made.
   *
   * @param traceId 32 hex; an invalid one makes {@link #isValid} false
   * @param spanId 16 hex; likewise
   * @param flags one byte
   * @param state entries of the trace state in order; null for none
   */
  public static SpanIds of(
      String traceId,
      String spanId,
      byte flags,
      @Nullable Map<String, String> state,
      boolean remote) {
    TraceFlags traceFlags = TraceFlags.fromByte(flags);
    TraceState traceState = state(state);
    return new SpanIds(
        remote
            ? SpanContext.createFromRemoteParent(traceId, spanId, traceFlags, traceState)
            : SpanContext.create(traceId, spanId, traceFlags, traceState));
  }

  /** 32 hex; all zero if invalid. */
  public String traceId() {
    return context.getTraceId();
  }

  /** 16 hex; all zero if invalid. */
  public String spanId() {
    return context.getSpanId();
  }

  /** One byte; bit 0 is the sampled flag. */
  public byte flags() {
    return context.getTraceFlags().asByte();
  }

  /** False if one of the ids is malformed or zero. */
  public boolean isValid() {
    return context.isValid();
  }

  /** True if the span lives in another process. */
  public boolean isRemote() {
    return context.isRemote();
  }

  /** Entries of the trace state in order. */
  public Map<String, String> state() {
    TraceState state = context.getTraceState();
    return state.isEmpty() ? Collections.<String, String>emptyMap() : state.asMap();
  }

  private static TraceState state(@Nullable Map<String, String> entries) {
    if (entries == null || entries.isEmpty()) {
      return TraceState.getDefault();
    }
    TraceStateBuilder builder = TraceState.builder();
    // The builder puts each new entry in front.
    List<Map.Entry<String, String>> ordered = new ArrayList<>(entries.entrySet());
    for (int i = ordered.size() - 1; i >= 0; i--) {
      builder.put(ordered.get(i).getKey(), ordered.get(i).getValue());
    }
    return builder.build();
  }
}
