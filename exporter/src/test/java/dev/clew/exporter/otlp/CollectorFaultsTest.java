package dev.clew.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.exporter.DropReason;
import dev.clew.exporter.SpanCounters;
import dev.clew.exporter.SpanPipeline;
import dev.clew.exporter.TestSpans;
import dev.clew.exporter.collector.Fault;
import dev.clew.exporter.collector.FaultyCollector;
import dev.clew.exporter.logs.RecordedLogs;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whatever the collector does: callers are not held up, and each span is counted once. */
class CollectorFaultsTest {

  private static final RetryPolicy THREE_QUICK = new RetryPolicy(3, 1, 2, 1);

  private FaultyCollector collector;

  @BeforeEach
  void start() throws IOException {
    RecordedLogs.clear();
    collector = FaultyCollector.start();
  }

  @AfterEach
  void stop() throws IOException {
    collector.close();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NONE", "HANG_UP_AFTERWARDS", "PARTIAL", "WEB_PAGE", "GARBAGE_BODY"})
  void export_collectorFails_dropsTheBatchAndLogsOnce(Fault fault) {
    collector.answer(fault);
    SpanPipeline pipeline = pipeline(collector.endpoint(), 400);
    try (TestSpans spans = new TestSpans(pipeline)) {
      for (int batch = 0; batch < 2; batch++) {
        spans.endLarge(20, 200_000); // more than the socket's buffers hold
        assertThat(pipeline.forceFlush().join(60, TimeUnit.SECONDS).isDone()).isTrue();
      }
      assertThat(pipeline.shutdown(60_000)).isTrue();
    }
    assertCounts(pipeline.counters(), 0, 40, DropReason.EXPORT_FAILED);
    assertThat(collector.accepted()).isEmpty();
    assertThat(RecordedLogs.lines())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(line -> line.startsWith("WARN"));
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "HANG_UP_AFTERWARDS", "WEB_PAGE", "GARBAGE_BODY"})
  void export_collectorTakesTheBatch_countsAsExported(Fault fault) {
    collector.answer(fault);
    SpanPipeline pipeline = pipeline(collector.endpoint(), 60_000);
    exportAndClose(pipeline, 10);
    assertCounts(pipeline.counters(), 10, 0, DropReason.EXPORT_FAILED);
    assertThat(RecordedLogs.lines()).hasSize(fault == Fault.WEB_PAGE ? 1 : 0);
  }

  @Test
  void export_partialSuccess_countsTheRejectedAndLogsTheReason() {
    collector.answer(Fault.PARTIAL);
    SpanPipeline pipeline = pipeline(collector.endpoint(), 60_000);
    exportAndClose(pipeline, 10);
    assertCounts(pipeline.counters(), 9, 1, DropReason.REJECTED_BY_COLLECTOR);
    assertThat(RecordedLogs.lines())
        .containsExactly("WARN The collector rejected 1 spans: no room");
  }

  @Test
  void export_collectorDown_dropsAndLogsOnce() throws IOException {
    SpanPipeline pipeline = pipeline("http://127.0.0.1:" + FaultyCollector.unusedPort(), 60_000);
    exportAndClose(pipeline, 10);
    assertCounts(pipeline.counters(), 0, 10, DropReason.EXPORT_FAILED);
    assertThat(RecordedLogs.lines()).hasSize(1);
  }

  @Test
  void export_hostUnknown_dropsAndLogsOnce() {
    SpanPipeline pipeline = pipeline("http://no-such-host.invalid:4318", 60_000);
    exportAndClose(pipeline, 10);
    assertCounts(pipeline.counters(), 0, 10, DropReason.EXPORT_FAILED);
    assertThat(RecordedLogs.lines()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "RESET", "RESET_IN_BODY"})
  void export_faultPasses_deliversOnRetry(Fault fault) {
    collector.answer(fault, fault, Fault.NONE);
    SpanPipeline pipeline = pipeline(collector.endpoint(), 60_000);
    exportAndClose(pipeline, 10);
    assertCounts(pipeline.counters(), 10, 0, DropReason.EXPORT_FAILED);
    assertThat(collector.requests()).hasSize(3);
    assertThat(RecordedLogs.lines()).hasSize(2);
    assertThat(RecordedLogs.lines().get(1)).startsWith("INFO").contains("works again");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "REDIRECT",
        "TOO_LARGE",
        "UNAUTHORIZED",
        "BAD_REQUEST",
        "GARBAGE",
        "ENDLESS_HEADERS"
      })
  void export_answerIsFinal_isNotRepeated(Fault fault) {
    collector.answer(fault, Fault.NONE);
    SpanPipeline pipeline = pipeline(collector.endpoint(), 60_000);
    exportAndClose(pipeline, 10);
    assertCounts(pipeline.counters(), 0, 10, DropReason.EXPORT_FAILED);
    assertThat(collector.accepted()).isEmpty();
  }

  @Test
  void export_redirect_reachesNoOtherServer() throws IOException {
    try (FaultyCollector other = FaultyCollector.start()) {
      collector.answer(Fault.REDIRECT);
      collector.redirectTo = other.endpoint() + "/v1/traces";
      exportAndClose(pipeline(collector.endpoint(), 60_000), 10);
      assertThat(other.connections()).isZero();
    }
    assertThat(RecordedLogs.lines())
        .hasSize(1)
        .allMatch(line -> line.contains("redirects are not followed"));
  }

  @Test
  void export_throttled_waitsAsToldThenDelivers() {
    collector.answer(Fault.THROTTLED, Fault.NONE);
    collector.retryAfter = "1";
    long start = System.nanoTime();
    SpanPipeline pipeline = pipeline(collector.endpoint(), 60_000);
    exportAndClose(pipeline, 10);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertCounts(pipeline.counters(), 10, 0, DropReason.EXPORT_FAILED);
    assertThat(collector.requests()).hasSize(2);
  }

  @Test
  void shutdown_duringALongPause_doesNotWaitForIt() {
    collector.answer(Fault.THROTTLED);
    collector.retryAfter = "60";
    SpanPipeline pipeline = pipeline(collector.endpoint(), 1000);
    try (TestSpans spans = new TestSpans(pipeline)) {
      spans.end(3);
      pipeline
          .forceFlush()
          .join(60, TimeUnit.SECONDS); // fails at once: the pause is longer than the timeout
      spans.end(4);
      pipeline.shutdown(20_000); // the pause would end later, so nothing is waited for
    }
    assertThat(collector.requests()).hasSize(1);
    assertCounts(pipeline.counters(), 0, 7, DropReason.EXPORT_FAILED);
  }

  @Test
  void shutdown_collectorDown_doesNotWaitForRetries() throws IOException {
    OtlpSettings settings =
        OtlpSettings.builder()
            .endpoint("http://127.0.0.1:" + FaultyCollector.unusedPort())
            .timeoutMillis(600_000)
            .retry(new RetryPolicy(5, 300_000, 300_000, 1))
            .build();
    SpanPipeline pipeline =
        SpanPipeline.builder(OtlpSpanExporter.create(settings)).scheduleMillis(3_600_000).build();
    try (TestSpans spans = new TestSpans(pipeline)) {
      spans.end(3);
      // Would wait five minutes between two attempts; there is time for it, and it ends at once.
      assertThat(pipeline.shutdown(540_000)).isTrue();
    }
    assertCounts(pipeline.counters(), 0, 3, DropReason.EXPORT_FAILED);
  }

  @Test
  void export_userAgentHeaderGiven_replacesOurs() {
    OtlpSettings settings =
        OtlpSettings.builder().endpoint(collector.endpoint()).headers("User-Agent=mine").build();
    exportAndClose(SpanPipeline.builder(OtlpSpanExporter.create(settings)).build(), 1);
    assertThat(collector.accepted().get(0).header("user-agent")).isEqualTo("mine");
  }

  @Test
  void onEnd_collectorSilent_neverBlocksAndCountsTheOverflow() throws InterruptedException {
    collector.answer(Fault.SILENT);
    SpanPipeline pipeline =
        SpanPipeline.builder(OtlpSpanExporter.create(settings(collector.endpoint(), 600_000)))
            .queueSize(100)
            .batchSize(10)
            .build();
    try (TestSpans spans = new TestSpans(pipeline)) {
      spans.end(10);
      assertThat(collector.awaitRequests(1, 60, TimeUnit.SECONDS)).isTrue();
      spans.end(5000); // while the request hangs for ten minutes
      assertThat(pipeline.counters().dropped(DropReason.QUEUE_FULL)).isEqualTo(4900);
      assertThat(pipeline.shutdown(50)).isFalse();
    }
    assertThat(pipeline.counters().balanced()).isTrue();
    assertThat(pipeline.counters().exported()).isZero();
  }

  @Test
  void export_collectorComesBack_goesOn() throws Exception {
    collector.answer(Fault.BAD_REQUEST, Fault.NONE);
    SpanPipeline pipeline = pipeline(collector.endpoint(), 60_000);
    try (TestSpans spans = new TestSpans(pipeline)) {
      spans.end(1);
      pipeline.forceFlush().join(60, TimeUnit.SECONDS);
      spans.end(2);
      assertThat(pipeline.shutdown(60_000)).isTrue();
    }
    assertCounts(pipeline.counters(), 2, 1, DropReason.EXPORT_FAILED);
  }

  @Test
  void export_failure_keepsSecretsOutOfTheLog() {
    collector.answer(Fault.UNAUTHORIZED);
    OtlpSettings settings =
        OtlpSettings.builder()
            .endpoint(collector.endpoint())
            .headers("authorization=Bearer%20s3cret")
            .build();
    exportAndClose(SpanPipeline.builder(OtlpSpanExporter.create(settings)).build(), 1);
    assertThat(collector.requests().get(0).header("authorization")).isEqualTo("Bearer s3cret");
    assertThat(collector.requests()).hasSize(1);
    assertThat(RecordedLogs.lines()).hasSize(1).noneMatch(line -> line.contains("s3cret"));
    assertThat(settings.toString()).contains("authorization=***").doesNotContain("s3cret");
  }

  private static void exportAndClose(SpanPipeline pipeline, int count) {
    try (TestSpans spans = new TestSpans(pipeline)) {
      spans.end(count);
      pipeline.forceFlush().join(60, TimeUnit.SECONDS);
      assertThat(pipeline.shutdown(60_000)).isTrue();
    }
  }

  private static void assertCounts(
      SpanCounters counters, long exported, long dropped, DropReason reason) {
    assertThat(counters.exported()).isEqualTo(exported);
    assertThat(counters.dropped(reason)).isEqualTo(dropped);
    assertThat(counters.created()).isEqualTo(exported + dropped);
    assertThat(counters.balanced()).isTrue();
  }

  private static SpanPipeline pipeline(String endpoint, long timeoutMillis) {
    return SpanPipeline.builder(OtlpSpanExporter.create(settings(endpoint, timeoutMillis)))
        .scheduleMillis(3_600_000)
        .build();
  }

  private static OtlpSettings settings(String endpoint, long timeoutMillis) {
    return OtlpSettings.builder()
        .endpoint(endpoint)
        .timeoutMillis(timeoutMillis)
        .retry(THREE_QUICK)
        .compression("none")
        .build();
  }
}
