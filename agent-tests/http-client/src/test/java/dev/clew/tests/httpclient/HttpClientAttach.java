package dev.clew.tests.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.harness.ScenarioProcess;
import dev.clew.tests.harness.Subject;
import dev.clew.tests.otlp.OtlpSink;
import dev.clew.tests.otlp.TestSpan;
import dev.clew.tests.servers.HttpUpstream;

/** The library is loaded and in use when the agent arrives by process id. */
final class HttpClientAttach {

  private static final long DEADLINE_NANOS = 20_000_000_000L;

  private HttpClientAttach() {}

  static void check(Subject subject) {
    try (OtlpSink sink = OtlpSink.start();
        HttpUpstream upstream = HttpUpstream.start();
        ScenarioProcess app =
            subject.start(
                subject.fork().agent(subject.agent(), sink, setup -> {}).attachLater(), sink)) {
      String mode = app.ask("modes").get(0);
      app.ask("send", ClientCalls.request(mode, "GET", upstream.url("/status/200/before"), 0));
      assertThat(upstream.last().header("traceparent")).isEmpty();
      app.jvm().attach();
      String path = sendUntilTraced(app, upstream, mode);
      TestSpan span = sink.await("client span of " + path, s -> s.text("url.full").endsWith(path));
      HttpClientContract.assertCarries(upstream.last(), span);
      app.assertCleanEnd();
    }
  }

  private static String sendUntilTraced(ScenarioProcess app, HttpUpstream upstream, String mode) {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    while (true) {
      String path = ClientCalls.path("/status/200");
      app.ask("send", ClientCalls.request(mode, "GET", upstream.url(path), 0));
      if (!upstream.last().header("traceparent").isEmpty()) {
        return path;
      }
      assertThat(System.nanoTime())
          .as("never traced; %s", app.jvm().describe())
          .isLessThan(deadline);
    }
  }
}
