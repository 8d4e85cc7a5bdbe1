package dev.clew.plugin.http;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.plugin.TestAgent;
import dev.clew.plugin.context.Contexts;
import dev.clew.plugin.http.TestServer.Request;
import dev.clew.plugin.http.TestServer.Response;
import dev.clew.plugin.spi.PluginState;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerSpansTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @RegisterExtension final TestAgent agent = new TestAgent();

  @Test
  void span_success_hasStableAttributes() {
    TestServer server = agent.link(TestServer::new);
    Request request =
        new Request("GET", "/users/7", "full=yes&token=abc", new java.util.HashMap<>())
            .with("host", "shop.example:8080")
            .with("user-agent", "curl/8");

    Object call = server.start(request);
    HttpServerSpans.route("/users/{id}");
    server.end(call, TestServer.response(200), null);

    SpanData span = agent.span();
    assertThat(span.getName()).isEqualTo("GET /users/{id}");
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
    assertThat(span.getAttributes().asMap())
        .isEqualTo(
            Attributes.builder()
                .put("http.request.method", "GET")
                .put("url.path", "/users/7")
                .put("url.query", "full=yes&token=REDACTED")
                .put("url.scheme", "http")
                .put("server.address", "shop.example")
                .put("server.port", 8080)
                .put("client.address", "10.0.0.9")
                .put("network.peer.address", "10.0.0.9")
                .put("network.peer.port", 50123)
                .put("network.protocol.version", "1.1")
                .put("user_agent.original", "curl/8")
                .put("http.route", "/users/{id}")
                .put("http.response.status_code", 200)
                .build()
                .asMap());
  }

  @Test
  void parent_sampledRemote_isContinued() {
    TestServer server = agent.link(TestServer::new);
    server.end(server.start(traced("01")), TestServer.response(200), null);

    assertThat(agent.span().getTraceId()).isEqualTo(TRACE);
    assertThat(agent.span().getParentSpanId()).isEqualTo(SPAN);
    assertThat(agent.span().getParentSpanContext().isRemote()).isTrue();
  }

  @Test
  void parent_unsampledRemote_isCarriedWithoutReadingTheRequest() {
    TestServer server = agent.link(TestServer::new);
    Object call = server.start(traced("00"));

    assertThat(Span.current().getSpanContext().getTraceId()).isEqualTo(TRACE);
    HttpServerSpans.route("/x");
    server.end(call, TestServer.response(500), null);
    assertThat(server.reads).isZero();
    assertThat(agent.spans()).isEmpty();
  }

  @Test
  void root_unsampled_readsMethodAndPathOnly() {
    List<String> seen = new ArrayList<>();
    agent.sampler(Sampler.parentBased(dropping(seen)), true);
    TestServer server = agent.link(TestServer::new);

    server.end(server.start(Request.get("/health")), TestServer.response(200), null);

    assertThat(seen).containsExactly("GET /health");
    assertThat(server.reads).isEqualTo(2);
    assertThat(agent.spans()).isEmpty();
  }

  @Test
  void start_nested_isOneSpan() {
    TestServer container = agent.link(TestServer::new);
    TestServer framework = agent.link(TestServer::new);
    Object call = container.start(traced("01"));
    assertThat(framework.start(traced("01"))).isNull();
    container.end(call, TestServer.response(200), null);

    agent.span();
  }

  @Test
  void start_nestedInUnsampledRequest_isNull() {
    TestServer server = agent.link(TestServer::new);
    Object call = server.start(traced("00"));
    assertThat(server.start(traced("00"))).isNull();
    server.end(call, TestServer.response(200), null);

    assertThat(agent.spans()).isEmpty();
  }

  @Test
  void start_onThreadWithStrayContext_replacesItAndCounts() {
    TestServer server = agent.link(TestServer::new);
    Span stray = agent.tracer("app").spanBuilder("stray").startSpan();
    try (Scope ignored = stray.makeCurrent()) {
      server.end(server.start(traced("01")), TestServer.response(200), null);
      assertThat(Span.current()).isSameAs(stray);
    }

    assertThat(agent.span().getTraceId()).isEqualTo(TRACE);
    assertThat(agent.counted).containsEntry("http.server.stray_context", 1);
  }

  @Test
  void start_inContextOfEndedRequest_makesSpan() {
    TestServer server = agent.link(TestServer::new);
    Object first = server.start(Request.get("/1"));
    Context leaked = Context.current();
    server.end(first, TestServer.response(200), null);
    try (Scope ignored = leaked.makeCurrent()) {
      server.end(server.start(Request.get("/2")), TestServer.response(200), null);
    }

    assertThat(agent.spans()).hasSize(2);
    assertThat(agent.spans().get(1).getTraceId()).isNotEqualTo(agent.spans().get(0).getTraceId());
  }

  @Test
  void mode_propagate_carriesParentWithoutSpan() {
    TestServer server = agent.link(TestServer::new);
    agent.plugin.mode(PluginState.PROPAGATE);
    Object call = server.start(traced("01"));
    SpanContext current = Span.current().getSpanContext();
    server.end(call, TestServer.response(200), null);

    assertThat(current.getTraceId()).isEqualTo(TRACE);
    assertThat(current.isSampled()).isTrue();
    assertThat(agent.spans()).isEmpty();
  }

  @Test
  void mode_off_leavesThreadAlone() {
    TestServer server = agent.link(TestServer::new);
    agent.plugin.mode(PluginState.OFF);

    assertThat(server.start(traced("01"))).isNull();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @ParameterizedTest
  @CsvSource({"200,,", "404,,", "499,,", "500,ERROR,500", "503,ERROR,503"})
  void status_ofResponse_decidesError(int status, String code, String type) {
    TestServer server = agent.link(TestServer::new);
    server.end(server.start(Request.get("/")), TestServer.response(status), null);

    SpanData span = agent.span();
    assertThat(span.getStatus()).isEqualTo(code == null ? StatusData.unset() : StatusData.error());
    assertThat(span.getAttributes().get(stringKey("error.type"))).isEqualTo(type);
  }

  @Test
  void exception_beforeCommit_isFiveHundred() {
    TestServer server = agent.link(TestServer::new);
    Object call = server.start(Request.get("/"));
    server.end(call, new Response(200, false, Map.of()), new IllegalStateException("broken"));

    SpanData span = agent.span();
    assertThat(span.getAttributes().get(longKey("http.response.status_code"))).isEqualTo(500);
    assertThat(span.getAttributes().get(stringKey("error.type")))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(span.getEvents()).hasSize(1);
  }

  @Test
  void handledException_responseIsFine_isNoError() {
    TestServer server = agent.link(TestServer::new);
    Object call = server.start(Request.get("/"));
    HttpServerSpans.handled(new IllegalArgumentException("no such user"));
    server.end(call, TestServer.response(404), null);

    assertThat(agent.span().getStatus()).isEqualTo(StatusData.unset());
    assertThat(agent.span().getEvents()).isEmpty();
  }

  @Test
  void handledException_responseFailed_isRecorded() {
    TestServer server = agent.link(TestServer::new);
    Object call = server.start(Request.get("/"));
    HttpServerSpans.handled(new IllegalStateException("broken"));
    server.end(call, TestServer.response(500), null);

    assertThat(agent.span().getAttributes().get(stringKey("error.type")))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(agent.span().getEvents()).hasSize(1);
  }

  @Test
  void route_frameworkAfterContainer_wins() {
    TestServer server = agent.link(TestServer::new);
    Object call = server.start(Request.get("/api/a"));
    HttpServerSpans.containerRoute("/api/*");
    HttpServerSpans.route("/api/{name}");
    HttpServerSpans.containerRoute("/error");
    server.end(call, TestServer.response(200), null);

    assertThat(agent.span().getName()).isEqualTo("GET /api/{name}");
  }

  @Test
  void route_none_keepsPathOutOfTheName() {
    TestServer server = agent.link(TestServer::new);
    server.end(server.start(Request.get("/users/7")), TestServer.response(200), null);

    assertThat(agent.span().getName()).isEqualTo("GET");
    assertThat(agent.span().getAttributes().get(stringKey("http.route"))).isNull();
  }

  @Test
  void route_outsideOfRequest_doesNothing() {
    HttpServerSpans.route("/x");
    HttpServerSpans.handled(new IllegalStateException());

    assertThat(agent.spans()).isEmpty();
  }

  @Test
  void asynchronousRequest_endsOnOtherThread_withItsContext() throws Exception {
    TestServer server = agent.link(TestServer::new);
    Object call = server.start(traced("01"));
    server.detach(call);
    assertThat(Context.current()).isSameAs(Context.root());

    CountDownLatch done = new CountDownLatch(1);
    new Thread(
            () -> {
              Object attached = Contexts.attach(Contexts.inside(call));
              HttpServerSpans.route("/later");
              Contexts.detach(attached);
              server.end(call, TestServer.response(202), null);
              done.countDown();
            })
        .start();
    done.await();

    assertThat(agent.span().getName()).isEqualTo("GET /later");
  }

  @Test
  void headers_listed_areCaptured() {
    TestServer server = agent.link(TestServer::new);
    agent.settings.captureHeaders("x-tenant");
    Object call = server.start(Request.get("/").with("x-tenant", "blue"));
    server.end(call, new Response(200, true, Map.of("x-tenant", "green")), null);

    Attributes attributes = agent.span().getAttributes();
    assertThat(attributes.get(stringArrayKey("http.request.header.x-tenant")))
        .containsExactly("blue");
    assertThat(attributes.get(stringArrayKey("http.response.header.x-tenant")))
        .containsExactly("green");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "forwarded | for=192.0.2.60;proto=https;host=shop.example | 192.0.2.60 | https | shop.example | 443",
        "forwarded | for=\"[2001:db8::1]:4711\", for=10.1.1.1 | 2001:db8::1 | http | inner | 80",
        "forwarded | For=\"192.0.2.43:47011\" | 192.0.2.43 | http | inner | 80",
        "forwarded | garbage;;=;, | 10.0.0.9 | http | inner | 80",
        "x-forwarded-for | 203.0.113.195, 70.41.3.18 | 203.0.113.195 | http | inner | 80",
        "x-forwarded-for | 2001:db8::2 | 2001:db8::2 | http | inner | 80",
        "x-forwarded-proto | https | 10.0.0.9 | https | inner | 443",
        "x-forwarded-host | a.example:81 | 10.0.0.9 | http | a.example | 81",
      })
  void proxyHeaders_tellOriginalRequest(
      String header, String value, String client, String scheme, String host, long port) {
    TestServer server = agent.link(TestServer::new);
    Object call = server.start(Request.get("/").with("host", "inner").with(header, value));
    server.end(call, TestServer.response(200), null);

    Attributes attributes = agent.span().getAttributes();
    assertThat(attributes.get(stringKey("client.address"))).isEqualTo(client);
    assertThat(attributes.get(stringKey("url.scheme"))).isEqualTo(scheme);
    assertThat(attributes.get(stringKey("server.address"))).isEqualTo(host);
    assertThat(attributes.get(longKey("server.port"))).isEqualTo(port);
  }

  private static Request traced(String flags) {
    return Request.get("/").with("traceparent", "00-" + TRACE + "-" + SPAN + "-" + flags);
  }

  private static Sampler dropping(List<String> seen) {
    return new Sampler() {
      @Override
      public SamplingResult shouldSample(
          Context parent,
          String traceId,
          String name,
          SpanKind kind,
          Attributes attributes,
          List<io.opentelemetry.sdk.trace.data.LinkData> links) {
        seen.add(name + " " + attributes.get(stringKey("url.path")));
        return SamplingResult.drop();
      }

      @Override
      public String getDescription() {
        return "dropping";
      }
    };
  }
}
