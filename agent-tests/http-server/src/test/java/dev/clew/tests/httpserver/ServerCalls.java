package dev.clew.tests.httpserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.harness.Contract;
import dev.clew.tests.harness.Subject;
import dev.clew.tests.otlp.TestSpan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How a contract sends requests to the application. */
abstract class ServerCalls extends Contract {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  protected int port;
  protected List<String> unsupported = List.of();

  ServerCalls(Subject subject) {
    super(subject);
  }

  @Override
  protected void started() {
    unsupported = app().ask("unsupported");
    port = Integer.parseInt(app().ask("start").get(0));
  }

  /** Remote parent of one request; each has a trace of its own. */
  record Caller(String traceId, String spanId, boolean sampled) {

    static Caller create(boolean sampled) {
      String number = unique().substring(1);
      return new Caller(
          "c0ffee" + "0".repeat(26 - number.length()) + number, "00000000000000ca", sampled);
    }

    String header() {
      return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
  }

  protected final HttpResponse<String> get(String pathAndQuery, String... headers) {
    try {
      return client.send(request(pathAndQuery, headers), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("No answer to " + pathAndQuery + ": " + app().jvm().describe(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  protected final CompletableFuture<HttpResponse<String>> getAsync(
      String pathAndQuery, String... headers) {
    return client.sendAsync(request(pathAndQuery, headers), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String pathAndQuery, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + pathAndQuery))
            .timeout(Duration.ofSeconds(20))
            .header("user-agent", "contract/1");
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }

  /**
   * Sends with a sampled remote parent and returns the answer with the only server span of that
   * trace.
   */
  protected final Served serve(String pathAndQuery, String... headers) {
    Caller caller = Caller.create(true);
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "traceparent";
    all[1] = caller.header();
    HttpResponse<String> response = get(pathAndQuery, all);
    return served(caller, response);
  }

  protected final Served served(Caller caller, HttpResponse<String> response) {
    sink.await("server span of " + response.uri(), span -> isServer(span, caller.traceId()));
    flush(); // a second server span would have ended too
    TestSpan span = sink.trace(caller.traceId()).only("SERVER");
    assertThat(span.parentSpanId()).isEqualTo(caller.spanId());
    return new Served(response, span);
  }

  @Override
  protected void settle(String mark) {
    get("/ok?case=" + mark);
    sink.await("server span of " + mark, span -> span.text("url.query").equals("case=" + mark));
  }

  /** The span was current where the body was made, if the application can tell. */
  protected final void assertContext(String body, TestSpan span) {
    if (bridged()) {
      assertThat(body).as("context in the application").contains(span.spanId());
    }
  }

  /** An answer and its span. */
  record Served(HttpResponse<String> response, TestSpan span) {}

  static boolean isServer(TestSpan span, String traceId) {
    return span.traceId().equals(traceId) && span.kind().equals("SERVER");
  }
}
