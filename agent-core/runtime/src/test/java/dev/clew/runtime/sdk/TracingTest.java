package dev.clew.runtime.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.clew.exporter.DropReason;
import dev.clew.exporter.SpanCounters;
import dev.clew.runtime.config.Config;
import dev.clew.runtime.config.Configs;
import dev.clew.runtime.context.AgentContextStorage;
import dev.clew.runtime.resource.Surroundings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TracingTest {

  private static final long PATIENCE_MILLIS = 30_000;

  private final List<HttpServer> servers = new ArrayList<>();
  private Tracing tracing;

  /** A receiver that accepts everything and counts requests by path. */
  private final class Receiver {
    final AtomicInteger traces = new AtomicInteger();
    final AtomicInteger others = new AtomicInteger();
    final String base;

    Receiver() throws IOException {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            if (exchange.getRequestURI().getPath().equals("/v1/traces")) {
              traces.incrementAndGet();
            } else {
              others.incrementAndGet();
            }
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
      servers.add(server);
      base = "http://127.0.0.1:" + server.getAddress().getPort();
    }
  }

  private Tracing start(Config config) {
    tracing = Tracing.start(config, "1.2", 7, Surroundings.real());
    return tracing;
  }

  private Span span() {
    Span span = tracing.tracer("dev.clew.test", "1", null).spanBuilder("work").startSpan();
    span.end();
    return span;
  }

  @AfterEach
  void stop() {
    if (tracing != null) {
      tracing.shutdown(PATIENCE_MILLIS);
    }
    servers.forEach(server -> server.stop(0));
  }

  private void shutDownAndExpect(long exported, long failed) {
    assertThat(tracing.shutdown(PATIENCE_MILLIS)).isTrue();
    SpanCounters counters = tracing.counters();
    assertThat(counters.exported()).isEqualTo(exported);
    assertThat(counters.dropped(DropReason.EXPORT_FAILED)).isEqualTo(failed);
    assertThat(counters.balanced()).isTrue();
  }

  @Test
  void span_receiverListens_arrivesBeforeShutdownReturns() throws IOException {
    Receiver receiver = new Receiver();
    start(Configs.of("exporter.otlp.endpoint", receiver.base));
    Span span = span();
    shutDownAndExpect(1, 0);
    assertThat(receiver.traces).hasValue(1);
    assertThat(((ReadableSpan) span).toSpanData().getResource().getAttributes().asMap())
        .anySatisfy((key, value) -> assertThat(key.getKey()).isEqualTo("telemetry.distro.name"));
  }

  @Test
  void ownThreads_exporting_leaveNoScopeInTheCounts() throws IOException {
    long before = AgentContextStorage.instance().counters().open();
    start(Configs.of("exporter.otlp.endpoint", new Receiver().base));
    span();
    shutDownAndExpect(1, 0);
    assertThat(AgentContextStorage.instance().counters().open()).isEqualTo(before);
  }

  @Test
  void changed_sampler_appliesToTheNextRoot() {
    Config on = Configs.of("exporter", "none");
    start(on);
    assertThat(span().getSpanContext().isSampled()).isTrue();
    tracing.changed(on, Configs.of("exporter", "none", "sampling.mode", "always_off"));
    assertThat(span().getSpanContext().isSampled()).isFalse();
    tracing.changed(Configs.of("exporter", "none", "sampling.mode", "always_off"), on);
    assertThat(span().getSpanContext().isSampled()).isTrue();
  }

  @Test
  void changed_endpoint_sendsTheNextBatchThere() throws IOException {
    Receiver first = new Receiver();
    Receiver second = new Receiver();
    Config before = Configs.of("exporter.otlp.endpoint", first.base);
    start(before);
    tracing.changed(before, Configs.of("exporter.otlp.endpoint", second.base));
    span();
    shutDownAndExpect(1, 0);
    assertThat(first.traces).hasValue(0);
    assertThat(second.traces).hasValue(1);
  }

  @Test
  void tracesEndpoint_given_isTakenAsItIs() throws IOException {
    Receiver receiver = new Receiver();
    start(Configs.of("exporter.otlp.traces.endpoint", receiver.base + "/api/spans"));
    span();
    shutDownAndExpect(1, 0);
    assertThat(receiver.others).hasValue(1);
  }

  @Test
  void changed_endpointUnusable_keepsTheOldOne() throws IOException {
    Receiver receiver = new Receiver();
    Config before = Configs.of("exporter.otlp.endpoint", receiver.base);
    start(before);
    tracing.changed(before, Configs.of("exporter.otlp.endpoint", "gopher://x"));
    span();
    shutDownAndExpect(1, 0);
    assertThat(receiver.traces).hasValue(1);
  }

  @Test
  void start_endpointUnusable_countsEverySpanAsFailed() {
    start(Configs.of("exporter.otlp.endpoint", "not an address"));
    span();
    shutDownAndExpect(0, 1);
  }

  @Test
  void changed_limits_applyToTheNextSpan() {
    Config before = Configs.of("exporter", "none");
    start(before);
    tracing.changed(before, Configs.of("exporter", "none", "span.limit.attributes", "2"));
    Span span = tracing.tracer("t", null, null).spanBuilder("work").startSpan();
    for (int i = 0; i < 5; i++) {
      span.setAttribute("a" + i, i);
    }
    span.end();
    assertThat(((ReadableSpan) span).toSpanData().getAttributes().size()).isEqualTo(2);
  }
}
