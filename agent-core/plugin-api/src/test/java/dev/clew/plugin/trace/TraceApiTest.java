package dev.clew.plugin.trace;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longArrayKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.plugin.TestAgent;
import dev.clew.plugin.context.Contexts;
import dev.clew.plugin.spi.PluginState;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TraceApiTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @RegisterExtension final TestAgent agent = new TestAgent();

  @Test
  void span_ofApplication_keepsItsScopeAndData() {
    TraceApi api = agent.link(TraceApi::create);
    SpanIds other = SpanIds.of(TRACE, SPAN, (byte) 1, Map.of("k", "v"), true);

    TraceSpan span =
        api.tracer("shop", "1.2", "https://schema")
            .span("work")
            .kind("CONSUMER")
            .attributes(
                new TraceAttributes()
                    .put("s", "x")
                    .put("l", 1L)
                    .put("d", 1.5)
                    .put("b", true)
                    .putStrings("ss", List.of("a", "b"))
                    .putLongs("ls", List.of(1L, 2L))
                    .put("none", null))
            .link(other, null)
            .startedAt(1_000_000_000L)
            .start();
    span.name("renamed")
        .attributes(new TraceAttributes().put("later", "y"))
        .event("happened", new TraceAttributes().put("e", "z"), 1_500_000_000L)
        .status("OK", null);
    span.end(2_000_000_000L);

    SpanData data = agent.span();
    assertThat(data.getInstrumentationScopeInfo().getName()).isEqualTo("shop");
    assertThat(data.getInstrumentationScopeInfo().getVersion()).isEqualTo("1.2");
    assertThat(data.getInstrumentationScopeInfo().getSchemaUrl()).isEqualTo("https://schema");
    assertThat(data.getName()).isEqualTo("renamed");
    assertThat(data.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(data.getStartEpochNanos()).isEqualTo(1_000_000_000L);
    assertThat(data.getEndEpochNanos()).isEqualTo(2_000_000_000L);
    assertThat(data.getStatus()).isEqualTo(StatusData.ok());
    assertThat(data.getAttributes().get(stringKey("s"))).isEqualTo("x");
    assertThat(data.getAttributes().get(longKey("l"))).isEqualTo(1L);
    assertThat(data.getAttributes().get(doubleKey("d"))).isEqualTo(1.5);
    assertThat(data.getAttributes().get(booleanKey("b"))).isTrue();
    assertThat(data.getAttributes().get(stringArrayKey("ss"))).containsExactly("a", "b");
    assertThat(data.getAttributes().get(longArrayKey("ls"))).containsExactly(1L, 2L);
    assertThat(data.getAttributes().get(stringKey("later"))).isEqualTo("y");
    assertThat(data.getEvents()).hasSize(1);
    assertThat(data.getEvents().get(0).getEpochNanos()).isEqualTo(1_500_000_000L);
    assertThat(data.getLinks().get(0).getSpanContext()).isEqualTo(other.context);
  }

  @Test
  void parent_givenCurrentOrNone_isRespected() {
    TraceApi api = agent.link(TraceApi::create);
    TraceApi.Source tracer = api.tracer("app", null, null);
    TraceSpan outer = tracer.span("outer").start();
    Object inside = TraceContexts.withSpan(TraceContexts.root(), outer);

    Object attached = Contexts.attach(inside);
    tracer.span("current").start().end(0);
    tracer.span("root").parent(null).start().end(0);
    Contexts.detach(attached);
    tracer.span("given").parent(inside).start().end(0);
    outer.end(0);

    Map<String, String> parents = new LinkedHashMap<>();
    agent.spans().forEach(span -> parents.put(span.getName(), span.getParentSpanId()));
    assertThat(parents)
        .containsEntry("current", outer.ids().spanId())
        .containsEntry("root", "0000000000000000")
        .containsEntry("given", outer.ids().spanId());
  }

  @Test
  void exception_recorded_leavesStatus() {
    TraceApi api = agent.link(TraceApi::create);
    TraceSpan span = api.tracer("app", null, null).span("work").start();
    span.exception(new IllegalStateException("x"), null).status("unheard", "ignored").end(0);

    assertThat(agent.span().getEvents().get(0).getName()).isEqualTo("exception");
    assertThat(agent.span().getStatus()).isEqualTo(StatusData.unset());
  }

  @Test
  void mode_propagate_makesNoSpanButKeepsParent() {
    TraceApi api = agent.link(TraceApi::create);
    agent.plugin.mode(PluginState.PROPAGATE);
    TraceSpan remote = TraceSpan.of(SpanIds.of(TRACE, SPAN, (byte) 1, null, true));
    Object inside = TraceContexts.withSpan(null, remote);

    TraceSpan span = api.tracer("app", null, null).span("work").parent(inside).start();
    span.end(0);

    assertThat(span.isRecording()).isFalse();
    assertThat(span.ids().spanId()).isEqualTo(SPAN);
    assertThat(agent.spans()).isEmpty();
  }

  @Test
  void ids_roundTrip_keepStateInOrder() {
    Map<String, String> state = new LinkedHashMap<>();
    state.put("b", "1");
    state.put("a", "2");
    SpanIds ids = SpanIds.of(TRACE, SPAN, (byte) 1, state, true);

    assertThat(ids.traceId()).isEqualTo(TRACE);
    assertThat(ids.flags()).isEqualTo((byte) 1);
    assertThat(ids.isRemote()).isTrue();
    assertThat(ids.isValid()).isTrue();
    assertThat(ids.state().keySet()).containsExactly("b", "a");
    assertThat(SpanIds.of("nonsense", SPAN, (byte) 1, null, false).isValid()).isFalse();
  }

  @Test
  void values_andBaggage_travelInContexts() {
    TraceKey<String> key = TraceKey.named("k");
    Object context = TraceContexts.with(null, key, "v");
    context = TraceContexts.withBaggage(context, Map.of("user", new String[] {"7", "meta"}));

    assertThat(TraceContexts.get(context, key)).isEqualTo("v");
    assertThat(TraceContexts.get(null, key)).isNull();
    assertThat(TraceContexts.baggage(context).get("user")).containsExactly("7", "meta");
    assertThat(TraceContexts.baggage(null)).isEmpty();
    assertThat(TraceContexts.span(context)).isNull();
    assertThat(TraceContexts.current()).isSameAs(Context.root());
  }

  @Test
  void headers_injectAndExtract_roundTrip() {
    TraceApi api = agent.link(TraceApi::create);
    TraceSpan remote = TraceSpan.of(SpanIds.of(TRACE, SPAN, (byte) 1, null, false));
    Map<String, String> headers = new LinkedHashMap<>();
    api.inject(TraceContexts.withSpan(null, remote), headers::put);

    Object extracted = api.extract(null, reader(headers));

    assertThat(api.fields()).contains("traceparent");
    assertThat(TraceContexts.span(extracted).ids().spanId()).isEqualTo(SPAN);
    assertThat(TraceContexts.span(extracted).ids().isRemote()).isTrue();
  }

  @Test
  void methodSpans_nest_andEndWithTheirStage() {
    MethodSpans methods = agent.link(MethodSpans::create);
    CompletableFuture<String> stage = new CompletableFuture<>();

    Object outer = methods.start("outer", "INTERNAL", true, null);
    Object inner = methods.start("inner", "CLIENT", true, new TraceAttributes().put("id", 7));
    methods.endWhenComplete(inner, stage);
    methods.end(outer, null);
    assertThat(agent.spans()).hasSize(1);
    stage.completeExceptionally(new IllegalStateException("late"));

    SpanData first = agent.spans().get(0);
    SpanData second = agent.spans().get(1);
    assertThat(second.getName()).isEqualTo("inner");
    assertThat(second.getParentSpanId()).isEqualTo(first.getSpanId());
    assertThat(second.getStatus()).isEqualTo(StatusData.error());
    assertThat(second.getAttributes().get(longKey("id"))).isEqualTo(7);
  }

  @Test
  void methodSpans_modeOff_makeNone() {
    MethodSpans methods = agent.link(MethodSpans::create);
    assertThat(methods.records()).isTrue();
    agent.plugin.mode(PluginState.OFF);

    assertThat(methods.records()).isFalse();
    assertThat(methods.start("x", "INTERNAL", false, null)).isNull();
  }

  private static TraceApi.HeaderReader reader(Map<String, String> headers) {
    return new TraceApi.HeaderReader() {
      @Override
      public String get(String name) {
        return headers.get(name);
      }

      @Override
      public Iterable<String> names() {
        return headers.keySet();
      }

      @Override
      public Iterator<String> all(String name) {
        String value = headers.get(name);
        return value == null ? List.<String>of().iterator() : List.of(value).iterator();
      }
    };
  }
}
