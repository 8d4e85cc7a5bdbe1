package dev.clew.propagators;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.List;
import org.junit.jupiter.api.Test;

class W3cTraceContextPropagatorTest extends PropagatorContractTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-03";

  private final W3cTraceContextPropagator propagator = new W3cTraceContextPropagator(counters);

  @Override
  TextMapPropagator propagator() {
    return propagator;
  }

  @Override
  Context carried() {
    TraceState state = W3cTraceState.parse("clew=s:1,foo@@bar=2, 0x=leading space");
    return context(TraceFlags.fromByte((byte) 3), state);
  }

  @Override
  Object essence(Context context) {
    SpanContext span = Span.fromContext(context).getSpanContext();
    return List.of(
        span.getTraceId(), span.getSpanId(), span.getTraceFlags(), span.getTraceState().asMap());
  }

  @Override
  List<String> malformed() {
    return List.of(
        "",
        "-",
        "00",
        PARENT + "-",
        PARENT + "," + PARENT,
        PARENT.toUpperCase(),
        "ff" + PARENT.substring(2));
  }

  @Test
  void extract_validHeader_isRemote() {
    assertThat(extract("traceparent", PARENT).isRemote()).isTrue();
  }

  @Test
  void extract_repeatedTraceparent_isMalformedAlsoWhenEqual() {
    assertThat(extract("traceparent", PARENT, "traceparent", PARENT).isValid()).isFalse();
    assertThat(counters.events).containsExactly("malformed traceparent");
  }

  @Test
  void extract_laterVersionWithTwoHeadersInOne_isMalformed() {
    String later = "01" + PARENT.substring(2);
    assertThat(extract("traceparent", later + "-x").isValid()).isTrue();
    assertThat(extract("traceparent", later + "-x," + later).isValid()).isFalse();
  }

  @Test
  void extract_laterVersion_keepsOnlyTheSampledFlag() {
    assertThat(extract("traceparent", "01" + PARENT.substring(2)).getTraceFlags().asHex())
        .isEqualTo("01");
  }

  @Test
  void extract_stateBeyondItsLength_losesLongMembersFirst() {
    String big = "v".repeat(200);
    StringBuilder state = new StringBuilder("first=1");
    for (int i = 0; i < 30; i++) {
      state.append(",k").append(i).append('=').append(big);
    }
    state.append(",last=1");
    TraceState kept =
        extract("traceparent", PARENT, "tracestate", state.toString()).getTraceState();
    assertThat(kept.get("first")).isEqualTo("1");
    assertThat(kept.get("last")).isEqualTo("1");
    assertThat(kept.get("k0")).isEqualTo(big);
    assertThat(kept.get("k29")).isNull();
    assertThat(W3cTraceState.format(kept).length()).isBetween(3500, W3cTraceState.MAX_LENGTH);
    assertThat(counters.events).containsExactly("oversized tracestate");
  }

  @Test
  void extract_stateOfAnotherImplementation_isSentUnchanged() {
    TraceState foreign = TraceState.builder().put("b", "2").put("a", "1").build();
    Carrier carrier = new Carrier();
    propagator.inject(context(TraceFlags.getSampled(), foreign), carrier, Carrier.SETTER);
    assertThat(carrier.get("tracestate")).isEqualTo("a=1,b=2");
  }

  @Test
  void traceState_equalsTheApisOwn_bothWays() {
    TraceState ours = W3cTraceState.parse("a=1,b=2");
    TraceState theirs = TraceState.builder().put("b", "2").put("a", "1").build();
    assertThat(ours)
        .isEqualTo(W3cTraceState.parse("a=1,b=2"))
        .hasSameHashCodeAs(W3cTraceState.parse("a=1,b=2"));
    assertThat(ours.equals(theirs)).isTrue();
    assertThat(ours.asMap()).isEqualTo(theirs.asMap());
    assertThat(ours.size()).isEqualTo(2);
  }

  @Test
  void traceStateBuilder_putAndRemove_keepTheRestInOrder() {
    TraceState state =
        W3cTraceState.parse("a=1,b=2,c=3").toBuilder()
            .put("b", "9")
            .remove("a")
            .put("B", "no")
            .build();
    assertThat(W3cTraceState.format(state)).isEqualTo("b=9,c=3");
    assertThat(state.get("a")).isNull();
    assertThat(state.get(null)).isNull();
  }

  private SpanContext extract(String... headers) {
    Context context = propagator.extract(Context.root(), Carrier.of(headers), Carrier.GETTER);
    return Span.fromContext(context).getSpanContext();
  }

  private static Context context(TraceFlags flags, TraceState state) {
    return Context.root().with(Span.wrap(SpanContext.create(TRACE, SPAN, flags, state)));
  }
}
