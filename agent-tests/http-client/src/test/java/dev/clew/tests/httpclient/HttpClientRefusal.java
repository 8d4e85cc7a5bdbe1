package dev.clew.tests.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.harness.ScenarioProcess;
import dev.clew.tests.harness.Subject;
import dev.clew.tests.otlp.OtlpSink;
import dev.clew.tests.servers.HttpUpstream;

/**
 * A version the plugin does not fit: the application works, the ledger says why there are no spans.
 */
final class HttpClientRefusal {

  private HttpClientRefusal() {}

  static void check(Subject subject) {
    try (OtlpSink sink = OtlpSink.start();
        HttpUpstream upstream = HttpUpstream.start();
        ScenarioProcess app = subject.start(sink, setup -> {})) {
      String mode = app.ask("modes").get(0);
      app.ask("send", ClientCalls.request(mode, "GET", upstream.url("/status/200/old"), 0));
      assertThat(upstream.last().header("traceparent")).isEmpty();
      assertThat(app.jvm().awaitExit()).isZero();
      assertThat(app.jvm().report().ledger())
          .anySatisfy(line -> assertThat(line).contains(subject.pluginName()));
      assertThat(app.jvm().report().number("hooks.errors")).isZero();
    }
  }
}
