package dev.clew.tests.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.harness.Fork;
import dev.clew.tests.harness.Subject;
import dev.clew.tests.otlp.TestSpan;
import dev.clew.tests.servers.HttpUpstream;
import dev.clew.tests.servers.HttpUpstream.Request;
import dev.clew.tests.servers.TestCertificate;
import java.util.List;

/**
 * Spans, attributes and headers of single exchanges. Names are those of OpenTelemetry's stable HTTP
 * conventions.
 */
final class HttpClientContract extends ClientCalls {

  private static final String TRACE = "0123456789abcdef0123456789abcdef";

  private final TestCertificate certificate = TestCertificate.create();
  private final HttpUpstream secure = HttpUpstream.start(certificate);

  HttpClientContract(Subject subject) {
    super(subject);
  }

  @Override
  protected void prepare(Fork fork) {
    fork.jvm(certificate.jvmOptions());
  }

  @Override
  protected void cases(Cases cases) {
    for (String mode : modes) {
      cases.add(mode + " 2xx: one client span with the stable attributes", () -> success(mode));
      cases.add(mode + " POST with body", () -> post(mode));
      add(cases, !unsupported.contains("tls"), mode + " TLS: one span", () -> tls(mode));
      cases.add(mode + " 4xx and 5xx are errors", () -> errorStatus(mode));
      cases.add(mode + " connection refused", () -> refused(mode));
      add(cases, !unsupported.contains("timeout"), mode + " timeout", () -> timeout(mode));
      add(cases, !unsupported.contains("redirect"), mode + " redirect", () -> redirect(mode));
      cases.add(mode + " without parent: a root span", () -> root(mode));
      cases.add(mode + " remote parent", () -> remoteParent(mode));
      cases.add(mode + " unsampled parent: header, no span", () -> unsampled(mode));
      add(
          cases,
          !unsupported.contains("existing-header"),
          mode + " traceparent of the application is replaced",
          () -> existingHeader(mode));
      cases.add(mode + " credentials and secrets in the URL are redacted", () -> redaction(mode));
      cases.add(mode + " ten requests on kept connections", () -> repeated(mode));
      cases.add(mode + " context in the callback", () -> callback(mode));
      cases.add(mode + " context after the exchange is the caller's", () -> contextAfter(mode));
    }
  }

  private void success(String mode) {
    String path = path("/status/200");
    Traced traced = send(mode, "GET", upstream.url(path + "?q=1"), "x-own", "kept");
    assertThat(traced.reply().expectOk().get(0)).isEqualTo("200");
    TestSpan span = traced.trace().only("CLIENT");
    assertThat(span.isChildOf(traced.caller())).as("child of the caller").isTrue();
    assertThat(span.name()).isEqualTo("GET");
    assertThat(span.attributes())
        .containsEntry("http.request.method", "GET")
        .containsEntry("url.full", upstream.url(path + "?q=1"))
        .containsEntry("server.address", "localhost")
        .containsEntry("server.port", (long) upstream.port())
        .containsEntry("http.response.status_code", 200L)
        .doesNotContainKey("error.type");
    assertThat(span.status()).isEqualTo("UNSET");
    assertThat(span.events()).isEmpty();
    assertThat(span.resource()).containsEntry("service.name", "application");
    assertThat(traced.trace().spans()).as("nothing else:\n%s", traced.trace()).hasSize(2);
    Request arrived = arrival(path);
    assertCarries(arrived, span);
    assertThat(arrived.header("x-own")).isEqualTo("kept");
  }

  private void post(String mode) {
    String path = path("/status/201");
    TestSpan span = send(mode, "POST", upstream.url(path)).trace().only("CLIENT");
    assertThat(span.name()).isEqualTo("POST");
    assertThat(span.attributes()).containsEntry("http.response.status_code", 201L);
    assertThat(arrival(path).body()).isEqualTo("body");
    assertCarries(arrival(path), span);
  }

  private void tls(String mode) {
    String path = path("/status/200");
    TestSpan span = send(mode, "GET", secure.url(path)).trace().only("CLIENT");
    assertThat(span.attributes())
        .containsEntry("url.full", secure.url(path))
        .containsEntry("server.port", (long) secure.port())
        .containsEntry("http.response.status_code", 200L);
    assertThat(secure.requests(path)).hasSize(1);
    assertCarries(secure.last(), span);
  }

  private void errorStatus(String mode) {
    for (int status : List.of(404, 500, 503)) {
      TestSpan span =
          send(mode, "GET", upstream.url(path("/status/" + status))).trace().only("CLIENT");
      assertThat(span.attributes())
          .containsEntry("http.response.status_code", (long) status)
          .containsEntry("error.type", String.valueOf(status));
      assertThat(span.status()).isEqualTo("ERROR");
      assertThat(span.statusMessage()).as("the status code tells it").isEmpty();
    }
  }

  private void refused(String mode) {
    String url = "http://localhost:" + HttpUpstream.closedPort() + "/" + unique();
    failed(inSpan("send", request(mode, "GET", url, 0)), url);
  }

  private void timeout(String mode) {
    String url = upstream.url(path("/hang"));
    failed(inSpan("send", request(mode, "GET", url, 300)), url);
  }

  private static void failed(Traced traced, String url) {
    traced.reply().expectError();
    TestSpan span = traced.trace().only("CLIENT");
    assertThat(span.isChildOf(traced.caller())).isTrue();
    assertThat(span.attributes())
        .containsEntry("url.full", url)
        .doesNotContainKey("http.response.status_code");
    assertThat(span.status()).isEqualTo("ERROR");
    String stack = traced.reply().fields().get(2);
    assertThat(stack)
        .as("error.type is an exception of the application")
        .contains(span.text("error.type"));
    assertThat(span.text("error.type")).contains("Exception");
  }

  private void redirect(String mode) {
    String path = path("/redirect");
    Traced traced = send(mode, "GET", upstream.url(path));
    assertThat(traced.reply().expectOk().get(0)).isEqualTo("200");
    List<TestSpan> clients = traced.trace().ofKind("CLIENT");
    assertThat(clients)
        .as("one span, or one for each request:\n%s", traced.trace())
        .hasSizeBetween(1, 2);
    assertThat(clients.get(clients.size() - 1).attributes())
        .containsEntry("http.response.status_code", 200L);
    String target = "/status/200" + path.substring("/redirect".length());
    for (Request request : List.of(arrival(path), arrival(target))) {
      assertThat(clients).anySatisfy(client -> assertCarries(request, client));
    }
  }

  private void root(String mode) {
    String path = path("/status/200");
    app().ask("send", request(mode, "GET", upstream.url(path), 0));
    TestSpan span = sink.await("client span of " + path, s -> s.text("url.full").endsWith(path));
    assertThat(span.parentSpanId()).isEmpty();
    assertCarries(arrival(path), span);
  }

  private void remoteParent(String mode) {
    needsApplicationSpans();
    String path = path("/status/200");
    app()
        .call(
            "00-" + TRACE + "-00000000000000aa-01",
            "send",
            request(mode, "GET", upstream.url(path), 0))
        .expectOk();
    TestSpan span = sink.await("client span of " + path, s -> s.text("url.full").endsWith(path));
    assertThat(span.traceId()).isEqualTo(TRACE);
    assertThat(span.parentSpanId()).isEqualTo("00000000000000aa");
  }

  private void unsampled(String mode) {
    needsApplicationSpans();
    String path = path("/status/200");
    String trace = "fedcba9876543210fedcba9876543210";
    app()
        .call(
            "00-" + trace + "-00000000000000bb-00",
            "send",
            request(mode, "GET", upstream.url(path), 0))
        .expectOk();
    assertThat(arrival(path).header("traceparent")).matches("00-" + trace + "-[0-9a-f]{16}-0[02]");
    flush();
    assertThat(sink.trace(trace).spans()).isEmpty();
  }

  private void existingHeader(String mode) {
    String path = path("/status/200");
    String foreign = "00-11111111111111111111111111111111-2222222222222222-01";
    TestSpan span =
        send(mode, "GET", upstream.url(path), "traceparent", foreign).trace().only("CLIENT");
    assertCarries(arrival(path), span);
  }

  private void redaction(String mode) {
    String path = path("/status/200");
    String query =
        "?a=1&sig=hidden1&AWSAccessKeyId=hidden2&Signature=hidden3&X-Goog-Signature=hidden4";
    String credentials = unsupported.contains("url-credentials") ? "" : "user:hidden5@";
    String url = "http://" + credentials + "localhost:" + upstream.port() + path + query;
    TestSpan span = send(mode, "GET", url).trace().only("CLIENT");
    assertThat(span.toString()).doesNotContain("hidden");
    assertThat(span.text("url.full")).contains(path).contains("a=1").contains("sig=REDACTED");
    assertThat(arrival(path).query())
        .as("the request itself is as it was")
        .isEqualTo(query.substring(1));
  }

  private void repeated(String mode) {
    for (int i = 0; i < 10; i++) {
      String path = path("/status/200");
      TestSpan span = send(mode, "GET", upstream.url(path)).trace().only("CLIENT");
      assertCarries(arrival(path), span);
    }
  }

  private void callback(String mode) {
    Traced traced = send(mode, "GET", upstream.url(path("/status/200")));
    String inCallback = traced.reply().expectOk().get(1);
    assertThat(inCallback.isEmpty() ? traced.caller().spanId() : inCallback)
        .as("the caller's context in the callback, if there is one")
        .contains(traced.caller().spanId());
  }

  private void contextAfter(String mode) {
    needsApplicationSpans();
    // A second request below the same span must be a sibling, not a child of the first.
    Traced traced = inSpan("twice", request(mode, "GET", upstream.url(path("/status/200")), 0));
    traced.reply().expectOk();
    assertThat(traced.trace().children(traced.caller()))
        .as("siblings:\n%s", traced.trace())
        .hasSize(2);
  }

  @Override
  public void close() {
    super.close();
    secure.close();
    certificate.close();
  }

  private Request arrival(String path) {
    List<Request> requests = upstream.requests(path);
    assertThat(requests).as("requests at %s", path).hasSize(1);
    return requests.get(0);
  }

  /**
   * The request has exactly one {@code traceparent}, of this span and sampled; other flags are the
   * agent's affair.
   */
  static void assertCarries(Request request, TestSpan span) {
    assertThat(request.header("traceparent"))
        .matches("00-" + span.traceId() + "-" + span.spanId() + "-0[13]");
  }
}
