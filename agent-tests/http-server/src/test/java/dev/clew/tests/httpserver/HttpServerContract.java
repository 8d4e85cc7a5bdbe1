package dev.clew.tests.httpserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.harness.AgentSetup;
import dev.clew.tests.harness.Subject;
import dev.clew.tests.otlp.TestSpan;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One SERVER span per request. Names are those of OpenTelemetry's stable HTTP conventions. */
final class HttpServerContract extends ServerCalls {

  HttpServerContract(Subject subject) {
    super(subject);
  }

  @Override
  protected void configure(AgentSetup setup) {
    setup.openTelemetry("otel.instrumentation.http.server.capture-request-headers", "x-question");
    setup.openTelemetry("otel.instrumentation.http.server.capture-response-headers", "x-answer");
  }

  @Override
  protected void cases(Cases cases) {
    cases.add("2xx: one server span with the stable attributes", this::success);
    cases.add("path parameter: name and route are the pattern", this::route);
    cases.add("404 is not an error", this::missing);
    cases.add("500 is an error", this::errorStatus);
    add(cases, !unsupported.contains("throw"), "exception in the handler", this::exception);
    add(cases, !unsupported.contains("async"), "async", this::async);
    add(cases, !unsupported.contains("async-throw"), "async failure", this::asyncFailure);
    add(
        cases,
        !unsupported.contains("forward"),
        "forward: still one span",
        () -> dispatched("forward"));
    add(
        cases,
        !unsupported.contains("include"),
        "include: still one span",
        () -> dispatched("include"));
    cases.add("no parent: a root span", this::root);
    cases.add("malformed parent: a root span", this::malformedParent);
    cases.add("unsampled parent: context in the handler, no span", this::unsampled);
    cases.add("secrets in the query are redacted", this::redaction);
    add(cases, !unsupported.contains("headers"), "captured headers", this::headers);
    add(
        cases,
        !unsupported.contains("slow"),
        "two slow requests at once are not mixed",
        this::concurrent);
    cases.add("fifty requests on one connection do not inherit", this::keptConnection);
  }

  private void success() {
    Served served = serve("/ok?q=1");
    TestSpan span = served.span();
    assertThat(served.response().statusCode()).isEqualTo(200);
    assertContext(served.response().body(), span);
    assertThat(span.name()).isEqualTo(name("GET", "/ok"));
    assertThat(span.attributes())
        .containsEntry("http.request.method", "GET")
        .containsEntry("url.path", "/ok")
        .containsEntry("url.query", "q=1")
        .containsEntry("url.scheme", "http")
        .containsEntry("server.address", "localhost")
        .containsEntry("server.port", (long) port)
        .containsEntry("client.address", "127.0.0.1")
        .containsEntry("user_agent.original", "contract/1")
        .containsEntry("http.response.status_code", 200L)
        .doesNotContainKey("error.type");
    assertThat(span.text("http.route")).isEqualTo(routeOf("/ok"));
    assertThat(span.status()).isEqualTo("UNSET");
    assertThat(span.events()).isEmpty();
    assertThat(span.resource()).containsEntry("service.name", "application");
  }

  private void route() {
    TestSpan span = serve("/users/42").span();
    assertThat(span.name()).isEqualTo(name("GET", "/users/42"));
    assertThat(span.text("http.route")).isEqualTo(routeOf("/users/42"));
    assertThat(span.attributes()).containsEntry("url.path", "/users/42");
  }

  private void missing() {
    Served served = serve("/missing");
    assertThat(served.response().statusCode()).isEqualTo(404);
    assertThat(served.span().attributes())
        .containsEntry("http.response.status_code", 404L)
        .doesNotContainKey("error.type");
    assertThat(served.span().status()).isEqualTo("UNSET");
    assertThat(served.span().name()).as("low cardinality").isEqualTo(name("GET", "/missing"));
  }

  private void errorStatus() {
    Served served = serve("/error500");
    assertThat(served.response().statusCode()).isEqualTo(500);
    assertThat(served.span().attributes())
        .containsEntry("http.response.status_code", 500L)
        .containsEntry("error.type", "500")
        .containsEntry("url.path", "/error500");
    assertThat(served.span().status()).isEqualTo("ERROR");
  }

  private void exception() {
    failed(serve("/throw"), "/throw");
  }

  private void asyncFailure() {
    failed(serve("/async-throw"), "/async-throw");
  }

  private static void failed(Served served, String path) {
    assertThat(served.response().statusCode()).isEqualTo(500);
    assertThat(served.span().attributes())
        .containsEntry("http.response.status_code", 500L)
        .containsEntry("url.path", path);
    assertThat(served.span().text("error.type")).matches("500|.*Exception");
    assertThat(served.span().status()).isEqualTo("ERROR");
    assertThat(served.span().events().size()).as("the exception at most once").isLessThan(2);
  }

  private void async() {
    Served served = serve("/async");
    assertThat(served.response().statusCode()).isEqualTo(200);
    assertContext(served.response().body(), served.span());
    assertThat(served.span().attributes()).containsEntry("http.response.status_code", 200L);
    assertThat(served.span().name()).isEqualTo(name("GET", "/async"));
  }

  private void dispatched(String how) {
    Served served = serve("/" + how);
    assertThat(served.response().statusCode()).isEqualTo(200);
    assertContext(served.response().body(), served.span());
    assertThat(served.span().attributes())
        .as("what the client asked for")
        .containsEntry("url.path", "/" + how);
    assertThat(served.span().name()).isEqualTo(name("GET", "/" + how));
  }

  private void root() {
    TestSpan span = rootOf("/ok?case=" + unique());
    assertThat(span.parentSpanId()).isEmpty();
  }

  private void malformedParent() {
    TestSpan span = rootOf("/ok?case=" + unique(), "traceparent", "00-xyz-00000000000000aa-01");
    assertThat(span.parentSpanId()).isEmpty();
  }

  private TestSpan rootOf(String pathAndQuery, String... headers) {
    String query = pathAndQuery.substring(pathAndQuery.indexOf('?') + 1);
    String inHandler = get(pathAndQuery, headers).body();
    TestSpan span =
        sink.await("server span of " + pathAndQuery, s -> s.text("url.query").equals(query));
    assertContext(inHandler, span);
    return span;
  }

  private void unsampled() {
    needsApplicationSpans();
    Caller caller = Caller.create(false);
    String inHandler = get("/ok", "traceparent", caller.header()).body();
    assertThat(inHandler)
        .as("the trace goes on, unsampled")
        .matches("00-" + caller.traceId() + "-[0-9a-f]{16}-0[02]");
    serve("/ok"); // a server span that ended before this one's was exported before it
    assertThat(sink.trace(caller.traceId()).spans()).isEmpty();
  }

  private void redaction() {
    TestSpan span = serve("/ok?a=1&sig=hidden1&X-Goog-Signature=hidden2").span();
    assertThat(span.toString()).doesNotContain("hidden");
    assertThat(span.text("url.query")).contains("a=1").contains("sig=REDACTED");
  }

  private void headers() {
    TestSpan span = serve("/headers", "x-question", "why").span();
    assertThat(span.attributes())
        .containsEntry("http.request.header.x-question", List.of("why"))
        .containsEntry("http.response.header.x-answer", List.of("42"));
  }

  private void concurrent() throws Exception {
    List<Caller> callers = List.of(Caller.create(true), Caller.create(true));
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (Caller caller : callers) {
      answers.add(getAsync("/slow", "traceparent", caller.header()));
    }
    app().ask("release", "2");
    for (int i = 0; i < 2; i++) {
      Served served = served(callers.get(i), answers.get(i).get(20, TimeUnit.SECONDS));
      assertContext(served.response().body(), served.span());
    }
  }

  private void keptConnection() {
    Set<String> traces = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      traces.add(get("/ok?case=kept").body());
    }
    assertThat(traces).as("each request has a trace of its own").hasSize(bridged() ? 50 : 1);
    List<TestSpan> spans =
        sink.await("fifty spans", 50, span -> span.text("url.query").equals("case=kept"));
    assertThat(spans).hasSize(50).allSatisfy(span -> assertThat(span.parentSpanId()).isEmpty());
  }

  private String routeOf(String path) {
    return app().ask("route", path).get(0);
  }

  private String name(String method, String path) {
    return (method + " " + routeOf(path)).trim();
  }
}
