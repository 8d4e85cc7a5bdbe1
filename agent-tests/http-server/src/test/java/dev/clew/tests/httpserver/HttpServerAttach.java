package dev.clew.tests.httpserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.harness.ScenarioProcess;
import dev.clew.tests.harness.Subject;
import dev.clew.tests.otlp.OtlpSink;
import dev.clew.tests.otlp.TestSpan;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The server has served requests when the agent arrives by process id. */
final class HttpServerAttach {

  private static final long DEADLINE_NANOS = 20_000_000_000L;

  private HttpServerAttach() {}

  static void check(Subject subject) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try (OtlpSink sink = OtlpSink.start();
        ScenarioProcess app =
            subject.start(
                subject.fork().agent(subject.agent(), sink, setup -> {}).attachLater(), sink)) {
      URI uri = URI.create("http://localhost:" + app.ask("start").get(0) + "/users/42");
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      app.jvm().attach();
      long deadline = System.nanoTime() + DEADLINE_NANOS;
      while (sink.spans().isEmpty()) {
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
            .isEqualTo(200);
        assertThat(System.nanoTime())
            .as("never traced; %s", app.jvm().describe())
            .isLessThan(deadline);
      }
      TestSpan span = sink.await("server span", s -> s.kind().equals("SERVER"));
      assertThat(span.attributes())
          .containsEntry("url.path", "/users/42")
          .containsEntry("http.response.status_code", 200L);
      app.assertCleanEnd();
    }
  }
}
