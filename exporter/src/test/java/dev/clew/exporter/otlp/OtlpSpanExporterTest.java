package dev.clew.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.exporter.DelegatingSpanExporter;
import dev.clew.exporter.SpanPipeline;
import dev.clew.exporter.TestSpans;
import dev.clew.exporter.collector.Fault;
import dev.clew.exporter.collector.FaultyCollector;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtlpSpanExporterTest {

  private FaultyCollector collector;

  @BeforeEach
  void start() throws Exception {
    collector = FaultyCollector.start();
  }

  @AfterEach
  void stop() throws Exception {
    collector.close();
  }

  @Test
  void export_collectorUp_deliversSpansAsProtobufWithHeaders() {
    SpanPipeline pipeline = pipeline(settings().headers("api-key=s%20ecret,x=1"));
    try (TestSpans spans = new TestSpans(pipeline)) {
      spans.end(3);
      assertThat(pipeline.shutdown(10_000)).isTrue();
    }
    assertThat(TestSpans.names(collector.accepted())).containsExactly("span-0", "span-1", "span-2");
    FaultyCollector.Request request = collector.accepted().get(0);
    assertThat(request.line()).isEqualTo("POST /v1/traces HTTP/1.1");
    assertThat(request.header("content-type")).isEqualTo("application/x-protobuf");
    assertThat(request.header("content-encoding")).isEqualTo("gzip");
    assertThat(request.header("api-key")).isEqualTo("s ecret");
    assertThat(pipeline.counters().exported()).isEqualTo(3);
    assertThat(pipeline.counters().balanced()).isTrue();
  }

  @Test
  void export_severalBatches_useOneConnection() {
    SpanPipeline pipeline = pipeline(settings().compression("none"));
    try (TestSpans spans = new TestSpans(pipeline)) {
      for (int i = 0; i < 5; i++) {
        spans.end(1);
        assertThat(pipeline.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
      }
    }
    assertThat(collector.accepted()).hasSize(5);
    assertThat(collector.connections()).isEqualTo(1);
    assertThat(collector.accepted().get(0).header("content-encoding")).isNull();
  }

  @Test
  void export_keptConnectionClosedByPeer_opensAnotherWithoutLoss() {
    collector.answer(Fault.HANG_UP_AFTERWARDS);
    SpanPipeline pipeline = pipeline(settings().retry(new RetryPolicy(1, 0, 0, 1)));
    try (TestSpans spans = new TestSpans(pipeline)) {
      for (int i = 0; i < 5; i++) {
        spans.end(1);
        assertThat(pipeline.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
      }
    }
    assertThat(pipeline.counters().exported()).isEqualTo(5);
    assertThat(collector.accepted()).hasSize(5);
  }

  @Test
  void replace_underLoad_losesNoSpan() throws Exception {
    try (FaultyCollector other = FaultyCollector.start()) {
      OtlpSettings first = settings().build();
      OtlpSettings second = OtlpSettings.builder().endpoint(other.endpoint()).build();
      DelegatingSpanExporter exporter = new DelegatingSpanExporter(OtlpSpanExporter.create(first));
      SpanPipeline pipeline =
          SpanPipeline.builder(exporter).queueSize(1 << 16).batchSize(50).scheduleMillis(1).build();
      try (TestSpans spans = new TestSpans(pipeline)) {
        Thread load = new Thread(() -> spans.end(20_000));
        load.start();
        for (int i = 0; i < 40; i++) {
          exporter.replace(OtlpSpanExporter.create(i % 2 == 0 ? second : first));
          collector.awaitRequests(i, 1, TimeUnit.MILLISECONDS); // lets batches flow in between
        }
        load.join(60_000);
        assertThat(pipeline.shutdown(60_000)).isTrue();
      }
      assertThat(pipeline.counters().exported()).isEqualTo(20_000);
      assertThat(
              TestSpans.names(collector.accepted()).size()
                  + TestSpans.names(other.accepted()).size())
          .isEqualTo(20_000);
    }
  }

  private OtlpSettings.Builder settings() {
    return OtlpSettings.builder().endpoint(collector.endpoint());
  }

  private static SpanPipeline pipeline(OtlpSettings.Builder settings) {
    return SpanPipeline.builder(OtlpSpanExporter.create(settings.build()))
        .scheduleMillis(60_000)
        .build();
  }
}
