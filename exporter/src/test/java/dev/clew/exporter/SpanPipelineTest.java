package dev.clew.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.clew.exporter.logs.RecordedLogs;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpanPipelineTest {

  private static final long NEVER_MILLIS = 3_600_000;

  private final Sink sink = new Sink();

  @BeforeEach
  void clearLogs() {
    RecordedLogs.clear();
  }

  @Test
  void onEnd_unsampled_isNotCounted() {
    SpanPipeline pipeline = SpanPipeline.builder(sink).build();
    try (TestSpans spans = new TestSpans(pipeline, Sampler.alwaysOff())) {
      spans.end(5);
    }
    assertThat(pipeline.counters().created()).isZero();
    assertThat(sink.threads).isEmpty();
  }

  @Test
  void onEnd_batchFull_exportsWithoutWaitingForTheSchedule() throws InterruptedException {
    SpanPipeline pipeline =
        SpanPipeline.builder(sink).batchSize(10).scheduleMillis(NEVER_MILLIS).build();
    try (TestSpans spans = new TestSpans(pipeline)) {
      spans.end(9);
      assertThat(sink.batches).isEmpty();
      spans.end(1);
      assertThat(sink.exported.await(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(sink.batches.get(0)).isEqualTo(10);
  }

  @Test
  void onEnd_batchNotFull_exportsWhenTheScheduleIsDue() throws InterruptedException {
    SpanPipeline pipeline = SpanPipeline.builder(sink).scheduleMillis(20).build();
    try (TestSpans spans = new TestSpans(pipeline)) {
      spans.end(1);
      assertThat(sink.exported.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void forceFlush_spansQueued_exportsThemInOrderAndInBatches() {
    SpanPipeline pipeline =
        SpanPipeline.builder(sink).batchSize(100).scheduleMillis(NEVER_MILLIS).build();
    try (TestSpans spans = new TestSpans(pipeline)) {
      spans.end(50);
      assertThat(pipeline.forceFlush().join(60, TimeUnit.SECONDS).isSuccess()).isTrue();
      assertThat(pipeline.queued()).isZero();
      assertThat(sink.names).hasSize(50).startsWith("span-0", "span-1");
      assertThat(sink.flushes).hasValue(1);
    }
  }

  @Test
  void forceFlush_nothingEver_succeedsWithoutAThread() {
    SpanPipeline pipeline = SpanPipeline.builder(sink).build();
    assertThat(pipeline.forceFlush().isSuccess()).isTrue();
    assertThat(pipeline.shutdown(0)).isTrue();
    assertThat(sink.threads).isEmpty();
    assertThat(sink.shutdowns).hasValue(1);
  }

  @Test
  void onEnd_queueFull_dropsTheNewestAndCounts() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    sink.behaviour = batch -> await(release);
    SpanPipeline pipeline =
        SpanPipeline.builder(sink).queueSize(10).batchSize(4).scheduleMillis(NEVER_MILLIS).build();
    try (TestSpans spans = new TestSpans(pipeline)) {
      spans.end(4);
      assertThat(sink.entered.await(60, TimeUnit.SECONDS)).isTrue();
      spans.end(25); // the worker hangs, and this thread does not
      assertThat(pipeline.counters().dropped(DropReason.QUEUE_FULL)).isEqualTo(15);
      release.countDown();
      assertThat(pipeline.shutdown(60_000)).isTrue();
    }
    assertThat(pipeline.counters().created()).isEqualTo(29);
    assertThat(pipeline.counters().exported()).isEqualTo(14);
    assertThat(pipeline.counters().balanced()).isTrue();
  }

  @Test
  void onEnd_afterShutdown_countsAsShutdown() {
    SpanPipeline pipeline = SpanPipeline.builder(sink).build();
    try (TestSpans spans = new TestSpans(pipeline)) {
      spans.end(2);
      assertThat(pipeline.shutdown(60_000)).isTrue();
      spans.end(3);
    }
    assertThat(pipeline.counters().exported()).isEqualTo(2);
    assertThat(pipeline.counters().dropped(DropReason.SHUTDOWN)).isEqualTo(3);
    assertThat(pipeline.counters().balanced()).isTrue();
  }

  @Test
  void shutdown_exporterHangs_returnsAtTheDeadlineAndBalances() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    sink.behaviour = batch -> await(release);
    SpanPipeline pipeline =
        SpanPipeline.builder(sink).batchSize(4).scheduleMillis(NEVER_MILLIS).build();
    try (TestSpans spans = new TestSpans(pipeline)) {
      spans.end(4);
      assertThat(sink.entered.await(60, TimeUnit.SECONDS)).isTrue();
      spans.end(7);
      assertThat(pipeline.shutdown(50)).isFalse();
      assertThat(pipeline.counters().dropped(DropReason.SHUTDOWN)).isEqualTo(11);
      assertThat(pipeline.counters().balanced()).isTrue();
      release.countDown(); // the late success changes no figure
      sink.lastThread.get().join(60_000);
    }
    assertThat(pipeline.counters().exported()).isZero();
    assertThat(pipeline.counters().balanced()).isTrue();
  }

  @Test
  void export_throws_countsTheBatchLogsOnceAndGoesOn() {
    sink.behaviour =
        batch -> {
          throw new IllegalStateException("broken");
        };
    SpanPipeline pipeline = SpanPipeline.builder(sink).scheduleMillis(NEVER_MILLIS).build();
    try (TestSpans spans = new TestSpans(pipeline)) {
      for (int i = 0; i < 5; i++) {
        spans.end(2);
        pipeline.forceFlush().join(60, TimeUnit.SECONDS);
      }
      sink.behaviour = batch -> CompletableResultCode.ofSuccess();
      spans.end(1);
      pipeline.forceFlush().join(60, TimeUnit.SECONDS);
    }
    assertThat(pipeline.counters().dropped(DropReason.EXPORT_FAILED)).isEqualTo(10);
    assertThat(pipeline.counters().exported()).isEqualTo(1);
    assertThat(RecordedLogs.lines()).hasSize(1).allMatch(line -> line.contains("broken"));
  }

  @Test
  void export_virtualMachineError_losesTheBatchAndTheNextSpanStartsAnotherThread()
      throws InterruptedException {
    sink.behaviour =
        batch -> {
          throw new OutOfMemoryError("test");
        };
    SpanPipeline pipeline =
        SpanPipeline.builder(sink).batchSize(2).scheduleMillis(NEVER_MILLIS).build();
    try (TestSpans spans = new TestSpans(pipeline)) {
      spans.end(2);
      assertThat(sink.entered.await(60, TimeUnit.SECONDS)).isTrue();
      sink.lastThread.get().join(60_000);
      sink.behaviour = batch -> CompletableResultCode.ofSuccess();
      spans.end(2);
      assertThat(pipeline.shutdown(60_000)).isTrue();
    }
    assertThat(pipeline.counters().dropped(DropReason.EXPORT_FAILED)).isEqualTo(2);
    assertThat(pipeline.counters().exported()).isEqualTo(2);
    assertThat(pipeline.counters().balanced()).isTrue();
  }

  @Test
  void export_partlyRejected_booksBothShares() {
    sink.behaviour =
        batch ->
            CompletableResultCode.ofExceptionalFailure(
                new ExportFailure(DropReason.REJECTED_BY_COLLECTOR, 3, "no room"));
    SpanPipeline pipeline = SpanPipeline.builder(sink).build();
    try (TestSpans spans = new TestSpans(pipeline)) {
      spans.end(10);
      assertThat(pipeline.shutdown(60_000)).isTrue();
    }
    assertThat(pipeline.counters().exported()).isEqualTo(7);
    assertThat(pipeline.counters().dropped(DropReason.REJECTED_BY_COLLECTOR)).isEqualTo(3);
  }

  @Test
  void worker_carriesNothingOfTheApplication() throws InterruptedException {
    AtomicReference<Object> guard = new AtomicReference<>();
    SpanPipeline pipeline = SpanPipeline.builder(sink).guard(recording(guard)).build();
    InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
    local.set("the application's");
    sink.behaviour =
        batch -> {
          sink.inherited.set(local.get());
          return CompletableResultCode.ofSuccess();
        };
    ThreadGroup group = new ThreadGroup("application");
    Thread application =
        new Thread(
            group,
            () -> {
              try (TestSpans spans = new TestSpans(pipeline)) {
                spans.end(1);
                assertThat(pipeline.shutdown(60_000)).isTrue();
              }
            });
    application.setContextClassLoader(new ClassLoader() {});
    application.start();
    application.join(60_000);
    Thread worker = sink.lastThread.get();
    worker.join(60_000);
    assertThat(worker.isDaemon()).isTrue();
    assertThat(sink.contextLoader.get()).isNull();
    assertThat(sink.inherited.get()).isNull();
    assertThat(sink.group.get().getParent()).isNull();
    assertThat(guard.get()).isEqualTo("entered and left on " + worker.getName());
  }

  /** Many threads end spans while another shuts down: no span is counted twice or not at all. */
  @Test
  void shutdown_whileSpansEnd_balances() throws InterruptedException {
    for (int round = 0; round < 30; round++) {
      SpanPipeline pipeline =
          SpanPipeline.builder(new Sink()).queueSize(64).batchSize(16).scheduleMillis(1).build();
      try (TestSpans spans = new TestSpans(pipeline)) {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
          threads.add(new Thread(() -> spans.end(500)));
        }
        threads.forEach(Thread::start);
        pipeline.shutdown(1 + round % 3);
        for (Thread thread : threads) {
          thread.join(60_000);
        }
      }
      assertThat(pipeline.counters().created()).isEqualTo(2000);
      assertThat(pipeline.counters().exported() + pipeline.counters().dropped())
          .as("round %s", round)
          .isEqualTo(2000);
      assertThat(pipeline.queued()).isZero();
    }
  }

  @Test
  void builder_outOfRange_namesKeyValueAndRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpanPipeline.builder(sink).queueSize(0))
        .withMessage("exporter.queue.size=0 is out of range, accepted: 1 to 1048576");
    assertThatIllegalArgumentException().isThrownBy(() -> SpanPipeline.builder(sink).batchSize(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpanPipeline.builder(sink).scheduleMillis(0));
  }

  private static ExportGuard recording(AtomicReference<Object> seen) {
    return new ExportGuard() {
      @Override
      public Object enter() {
        return Thread.currentThread();
      }

      @Override
      public void exit(Object entered) {
        if (entered == Thread.currentThread()) {
          seen.set("entered and left on " + Thread.currentThread().getName());
        }
      }
    };
  }

  private static CompletableResultCode await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return CompletableResultCode.ofFailure();
    }
    return CompletableResultCode.ofSuccess();
  }

  /** An exporter that remembers. */
  private static final class Sink implements SpanExporter {
    final List<String> names = java.util.Collections.synchronizedList(new ArrayList<>());
    final List<Integer> batches = java.util.Collections.synchronizedList(new ArrayList<>());
    final List<String> threads = java.util.Collections.synchronizedList(new ArrayList<>());
    final AtomicReference<Thread> lastThread = new AtomicReference<>();
    final AtomicReference<Object> contextLoader = new AtomicReference<>("unset");
    final AtomicReference<Object> inherited = new AtomicReference<>("unset");
    final AtomicReference<ThreadGroup> group = new AtomicReference<>();
    final AtomicInteger flushes = new AtomicInteger();
    final AtomicInteger shutdowns = new AtomicInteger();
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch exported = new CountDownLatch(1);
    volatile Function<Collection<SpanData>, CompletableResultCode> behaviour =
        batch -> CompletableResultCode.ofSuccess();

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      Thread thread = Thread.currentThread();
      lastThread.set(thread);
      threads.add(thread.getName());
      contextLoader.set(thread.getContextClassLoader());
      group.set(thread.getThreadGroup());
      batches.add(spans.size());
      spans.forEach(span -> names.add(span.getName()));
      entered.countDown();
      CompletableResultCode result = behaviour.apply(spans);
      exported.countDown();
      return result;
    }

    @Override
    public CompletableResultCode flush() {
      flushes.incrementAndGet();
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      shutdowns.incrementAndGet();
      return CompletableResultCode.ofSuccess();
    }
  }
}
