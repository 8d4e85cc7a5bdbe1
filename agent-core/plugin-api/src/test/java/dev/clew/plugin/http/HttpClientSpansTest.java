package dev.clew.plugin.http;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.plugin.TestAgent;
import dev.clew.plugin.http.TestClient.Request;
import dev.clew.plugin.http.TestClient.Response;
import dev.clew.plugin.spi.PluginState;
import dev.clew.plugin.spi.Suppression;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HttpClientSpansTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @RegisterExtension final TestAgent agent = new TestAgent();

  @Test
  void span_success_hasStableAttributesAndNoStatus() {
    TestClient client = agent.link(TestClient::new);
    Request request = Request.of("GET", "/orders?page=2");

    Object call = client.start(request, "http://shop.example:8080");
    client.end(call, TestClient.response(200), null);

    SpanData span = agent.span();
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
    assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("dev.clew.test");
    assertThat(span.getAttributes().asMap())
        .isEqualTo(
            Attributes.builder()
                .put("http.request.method", "GET")
                .put("url.full", "http://shop.example:8080/orders?page=2")
                .put("server.address", "shop.example")
                .put("server.port", 8080)
                .put("http.response.status_code", 200)
                .put("network.protocol.version", "1.1")
                .build()
                .asMap());
  }

  @Test
  void header_recordedSpan_carriesItsIds() {
    TestClient client = agent.link(TestClient::new);
    Request request = Request.of("GET", "http://a/");

    client.end(client.start(request), TestClient.response(204), null);

    SpanData span = agent.span();
    String flags = span.getSpanContext().getTraceFlags().asHex();
    assertThat(span.getSpanContext().isSampled()).isTrue();
    assertThat(request.headers().get("traceparent"))
        .isEqualTo("00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + flags);
  }

  @Test
  void attributes_parentSampledOrNot_areTheSame() {
    TestClient client = agent.link(TestClient::new);
    client.end(client.start(Request.of("GET", "http://a/x")), null, null);
    Span parent = agent.tracer("app").spanBuilder("parent").startSpan();
    try (Scope ignored = parent.makeCurrent()) {
      client.end(client.start(Request.of("GET", "http://a/x")), null, null);
    }

    assertThat(agent.spans()).hasSize(2);
    assertThat(agent.spans().get(1).getAttributes().asMap())
        .isEqualTo(agent.spans().get(0).getAttributes().asMap());
    assertThat(agent.spans().get(1).getParentSpanId())
        .isEqualTo(parent.getSpanContext().getSpanId());
  }

  @Test
  void start_parentNotSampled_injectsFlagZeroAndReadsNothing() {
    TestClient client = agent.link(TestClient::new);
    Request request = new Request(null, null, new LinkedHashMap<>());
    try (Scope ignored = remote(TraceFlags.getDefault()).makeCurrent()) {
      assertThat(client.start(request)).isNull();
    }

    assertThat(request.headers().get("traceparent")).isEqualTo("00-" + TRACE + "-" + SPAN + "-00");
    assertThat(agent.spans()).isEmpty();
  }

  @Test
  void start_rootNotSampled_injectsFlagZeroAndDecidesOnce() {
    agent.sampler(Sampler.parentBased(Sampler.alwaysOff()), true);
    TestClient client = agent.link(TestClient::new);
    Request outer = Request.of("GET", "http://a/");
    Request inner = Request.of("GET", "http://a/");

    Object call = client.start(outer);
    assertThat(client.start(inner)).isNull();
    client.end(call, TestClient.response(500), null);

    // Bit 1 tells that the trace id is random (trace context level 2); bit 0 is the sampled one.
    assertThat(outer.headers().get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[02]");
    assertThat(inner.headers()).isEmpty();
    assertThat(agent.spans()).isEmpty();
  }

  @Test
  void start_parentNotSampledButSamplerIgnoresIt_makesSpan() {
    agent.sampler(Sampler.alwaysOn(), false);
    TestClient client = agent.link(TestClient::new);
    try (Scope ignored = remote(TraceFlags.getDefault()).makeCurrent()) {
      client.end(client.start(Request.of("GET", "http://a/")), TestClient.response(200), null);
    }

    assertThat(agent.span().getTraceId()).isEqualTo(TRACE);
  }

  @Test
  void start_insideCallOfSameGroup_isOneSpan() {
    TestClient outer = agent.link(TestClient::new);
    TestClient inner = agent.link(TestClient::new);

    Object call = outer.start(Request.of("GET", "http://a/"));
    assertThat(inner.start(Request.of("GET", "http://a/"))).isNull();
    outer.end(call, TestClient.response(200), null);

    agent.span();
  }

  @Test
  void start_inContextOfEndedCall_makesSpan() {
    TestClient client = agent.link(TestClient::new);
    Object first = client.start(Request.of("GET", "http://a/"));
    Context captured = Context.current();
    client.end(first, TestClient.response(200), null);

    try (Scope ignored = captured.makeCurrent()) {
      client.end(client.start(Request.of("GET", "http://b/")), TestClient.response(200), null);
    }

    assertThat(agent.spans()).hasSize(2);
  }

  @Test
  void start_inCallbackOfAsynchronousCall_makesSpanOfItsOwn() {
    TestClient client = agent.link(TestClient::new);
    CompletableFuture<Response> stage = new CompletableFuture<>();
    Object first = client.start(Request.of("GET", "http://a/"));
    Context captured = Context.current();
    client.endWhenComplete(first, stage);
    client.detach(first);
    // Dependents run in reverse order: this one before the call ends.
    stage.thenAccept(
        response -> {
          try (Scope ignored = captured.makeCurrent()) {
            client.end(client.start(Request.of("GET", "http://b/")), response, null);
          }
        });

    stage.complete(TestClient.response(200));

    assertThat(agent.spans())
        .extracting(span -> span.getAttributes().get(stringKey("server.address")))
        .containsExactly("b", "a");
  }

  @Test
  void start_onOtherThreadWhileCallIsCurrent_isOneSpan() throws Exception {
    TestClient client = agent.link(TestClient::new);
    Object call = client.start(Request.of("GET", "http://a/"));
    Context captured = Context.current();
    AtomicReference<Object> nested = new AtomicReference<>("unset");
    Thread helper =
        new Thread(
            () -> {
              try (Scope ignored = captured.makeCurrent()) {
                nested.set(client.start(Request.of("GET", "http://a/")));
              }
            });
    helper.start();
    helper.join();
    assertThat(nested).hasValue(null);
    client.end(call, TestClient.response(200), null);

    agent.span();
  }

  @Test
  void mode_propagate_injectsParentAndMakesNoSpan() {
    TestClient client = agent.link(TestClient::new);
    agent.plugin.mode(PluginState.PROPAGATE);
    Request request = Request.of("GET", "http://a/");
    try (Scope ignored = remote(TraceFlags.getSampled()).makeCurrent()) {
      assertThat(client.start(request)).isNull();
    }

    assertThat(request.headers().get("traceparent")).isEqualTo("00-" + TRACE + "-" + SPAN + "-01");
    assertThat(agent.spans()).isEmpty();
  }

  @Test
  void mode_off_touchesNothing() {
    TestClient client = agent.link(TestClient::new);
    agent.plugin.mode(PluginState.OFF);
    Request request = Request.of("GET", "http://a/");
    try (Scope ignored = remote(TraceFlags.getSampled()).makeCurrent()) {
      assertThat(client.start(request)).isNull();
    }

    assertThat(request.headers()).isEmpty();
  }

  @Test
  void mode_switchedOffDuringCall_callStillEnds() {
    TestClient client = agent.link(TestClient::new);
    Object call = client.start(Request.of("GET", "http://a/"));
    agent.plugin.mode(PluginState.OFF);
    client.end(call, TestClient.response(200), null);

    agent.span();
  }

  @Test
  void suppressedWork_isNotTraced() {
    TestClient client = agent.link(TestClient::new);
    Request request = Request.of("GET", "http://a/");
    Object entered = Suppression.enter();
    assertThat(client.start(request)).isNull();
    Suppression.exit(entered);

    assertThat(request.headers()).isEmpty();
  }

  @Test
  void status_fromFourHundred_isError() {
    TestClient client = agent.link(TestClient::new);
    for (int status : new int[] {0, 200, 302, 399, 400, 404, 500, 999}) {
      client.end(client.start(Request.of("GET", "http://a/")), TestClient.response(status), null);
    }

    assertThat(agent.spans())
        .extracting(span -> span.getAttributes().get(stringKey("error.type")))
        .containsExactly(null, null, null, null, "400", "404", "500", "999");
    assertThat(agent.spans())
        .extracting(span -> span.getAttributes().get(longKey("http.response.status_code")))
        .containsExactly(null, 200L, 302L, 399L, 400L, 404L, 500L, 999L);
    assertThat(agent.spans())
        .extracting(SpanData::getStatus)
        .startsWith(StatusData.unset(), StatusData.unset(), StatusData.unset(), StatusData.unset())
        .endsWith(StatusData.error(), StatusData.error(), StatusData.error(), StatusData.error());
  }

  @Test
  void exception_thrown_isRecordedOnceWithItsType() {
    TestClient client = agent.link(TestClient::new);
    IOException refused = new IOException("connection refused");

    client.end(client.start(Request.of("GET", "http://a/")), null, refused);

    SpanData span = agent.span();
    assertThat(span.getStatus()).isEqualTo(StatusData.error());
    assertThat(span.getAttributes().get(stringKey("error.type"))).isEqualTo("java.io.IOException");
    assertThat(span.getEvents()).hasSize(1);
    assertThat(span.getEvents().get(0).getName()).isEqualTo("exception");
    assertThat(span.getEvents().get(0).getAttributes().get(stringKey("exception.message")))
        .isEqualTo("connection refused");
  }

  @Test
  void exception_ofIgnoredSuperclass_isNoError() {
    agent.settings.ignoreExceptions("java.io.IOException");
    TestClient client = agent.link(TestClient::new);

    client.end(
        client.start(Request.of("GET", "http://a/")), null, new java.io.EOFException("closed"));

    assertThat(agent.span().getStatus()).isEqualTo(StatusData.unset());
    assertThat(agent.span().getEvents()).isEmpty();
  }

  @Test
  void exception_thatCannotBeRead_endsSpanAllTheSame() {
    TestClient client = agent.link(TestClient::new);
    RuntimeException hostile =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException("hostile");
          }
        };

    client.end(client.start(Request.of("GET", "http://a/")), null, hostile);

    assertThat(agent.span().getStatus()).isEqualTo(StatusData.error());
    assertThat(agent.counted).containsKey("exception.unreadable");
  }

  @Test
  void method_unknown_isOtherWithOriginal() {
    TestClient client = agent.link(TestClient::new);
    client.end(client.start(Request.of("get", "http://a/")), null, null);
    client.end(client.start(new Request(null, "http://a/", new LinkedHashMap<>())), null, null);

    SpanData lower = agent.spans().get(0);
    assertThat(lower.getName()).isEqualTo("HTTP");
    assertThat(lower.getAttributes().get(stringKey("http.request.method"))).isEqualTo("_OTHER");
    assertThat(lower.getAttributes().get(stringKey("http.request.method_original")))
        .isEqualTo("get");
    SpanData missing = agent.spans().get(1);
    assertThat(missing.getAttributes().get(stringKey("http.request.method"))).isEqualTo("_OTHER");
    assertThat(missing.getAttributes().get(stringKey("http.request.method_original"))).isNull();
  }

  @Test
  void method_configuredAsKnown_isReported() {
    TestClient client = agent.link(TestClient::new);
    agent.settings.knowMethods("PROPFIND");
    client.end(client.start(Request.of("PROPFIND", "http://a/")), null, null);

    assertThat(agent.span().getName()).isEqualTo("PROPFIND");
  }

  @Test
  void headers_listed_areCaptured() {
    TestClient client = agent.link(TestClient::new);
    agent.settings.captureHeaders("X-Tenant", "absent");
    Request request = Request.of("GET", "http://a/");
    request.headers().put("x-tenant", "blue");

    Object call = client.start(request);
    client.end(call, new Response(200, Map.of("x-tenant", "green")), null);

    Attributes attributes = agent.span().getAttributes();
    assertThat(attributes.get(stringArrayKey("http.request.header.x-tenant")))
        .containsExactly("blue");
    assertThat(attributes.get(stringArrayKey("http.response.header.x-tenant")))
        .containsExactly("green");
    assertThat(attributes.get(stringArrayKey("http.request.header.absent"))).isNull();
  }

  @Test
  void base_asUriOrUrl_isUnderstood() throws Exception {
    TestClient client = agent.link(TestClient::new);
    Request empty = new Request("GET", null, new LinkedHashMap<>());
    client.end(client.start(empty, URI.create("https://a/x")), null, null);
    client.end(client.start(empty, URI.create("https://b:1/y").toURL()), null, null);

    assertThat(agent.spans())
        .extracting(span -> span.getAttributes().get(stringKey("url.full")))
        .containsExactly("https://a/x", "https://b:1/y");
    assertThat(agent.spans())
        .extracting(span -> span.getAttributes().get(longKey("server.port")))
        .containsExactly(443L, 1L);
  }

  @Test
  void url_malformed_isCountedAndDoesNotThrow() {
    TestClient client = agent.link(TestClient::new);
    client.end(client.start(Request.of("GET", "http://user:se/cret@host/")), null, null);

    assertThat(agent.counted).containsEntry("http.client.malformed_url", 1);
    assertThat(agent.span().getAttributes().get(stringKey("url.full"))).doesNotContain("cret");
  }

  @Test
  void end_onOtherThread_keepsScopeForDetach() throws Exception {
    TestClient client = agent.link(TestClient::new);
    Object call = client.start(Request.of("GET", "http://a/"));
    Context inside = Context.current();

    Thread other = new Thread(() -> client.end(call, TestClient.response(200), null));
    other.start();
    other.join();
    assertThat(Context.current()).isSameAs(inside);
    client.detach(call);

    assertThat(Context.current()).isSameAs(Context.root());
    agent.span();
  }

  @Test
  void end_twice_endsOnce() {
    TestClient client = agent.link(TestClient::new);
    Object call = client.start(Request.of("GET", "http://a/"));
    client.end(call, TestClient.response(200), null);
    client.end(call, TestClient.response(500), null);

    assertThat(agent.span().getStatus()).isEqualTo(StatusData.unset());
  }

  @Test
  void endWhenComplete_failedStage_recordsCause() {
    TestClient client = agent.link(TestClient::new);
    CompletableFuture<Response> stage = new CompletableFuture<>();
    Object call = client.start(Request.of("GET", "http://a/"));
    client.endWhenComplete(call, stage);
    client.detach(call);
    assertThat(agent.spans()).isEmpty();

    stage.completeExceptionally(new CompletionException(new IOException("reset")));

    assertThat(agent.span().getAttributes().get(stringKey("error.type")))
        .isEqualTo("java.io.IOException");
  }

  @Test
  void startDetached_leavesThreadAsItWas() {
    TestClient client = agent.link(TestClient::new);
    Object call = client.startDetached(Request.of("GET", "http://a/"), null);
    assertThat(Context.current()).isSameAs(Context.root());
    client.end(call, TestClient.response(200), null);

    agent.span();
  }

  @Test
  void inject_otherCarrier_getsHeaders() {
    TestClient client = agent.link(TestClient::new);
    Map<String, String> carrier = new LinkedHashMap<>();
    Object call = client.start(Request.of("GET", "http://a/"));
    client.inject(call, carrier, Map::put);
    client.end(call, TestClient.response(200), null);

    assertThat(carrier.get("traceparent")).contains(agent.span().getSpanId());
  }

  @Test
  void accessor_throwing_endsTheSpanItStarted() {
    TestClient client = agent.link(TestClient::new);
    Request readOnly = new Request("GET", "http://a/", Map.of());

    assertThatThrownBy(() -> client.start(readOnly))
        .isInstanceOf(UnsupportedOperationException.class);

    agent.span();
  }

  @Test
  void end_ofNullOrForeignObject_doesNothing() {
    TestClient client = agent.link(TestClient::new);
    client.end(null, TestClient.response(200), null);
    client.end("foreign", TestClient.response(200), null);

    assertThat(agent.spans()).isEqualTo(List.of());
  }

  private static Context remote(TraceFlags flags) {
    SpanContext parent =
        SpanContext.createFromRemoteParent(TRACE, SPAN, flags, TraceState.getDefault());
    return Context.root().with(Span.wrap(parent));
  }
}
