package dev.clew.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link DelegatingSpanExporter} and {@link FanOutExporter}. */
class ExporterCompositionTest {

  private final List<String> calls = new ArrayList<>();

  @Test
  void replace_idle_shutsThePreviousDownAndUsesTheNew() {
    DelegatingSpanExporter exporter = new DelegatingSpanExporter(new Part("a", null));
    exporter.export(List.of());
    exporter.replace(new Part("b", null));
    exporter.export(List.of());
    exporter.flush();
    assertThat(exporter.current()).hasToString("b");
    assertThat(calls).containsExactly("a export", "a shutdown", "b export", "b flush");
  }

  @Test
  void replace_batchUnderWay_shutsThePreviousDownAfterIt() {
    DelegatingSpanExporter[] exporter = new DelegatingSpanExporter[1];
    Part slow =
        new Part("a", null) {
          @Override
          public CompletableResultCode export(Collection<SpanData> spans) {
            exporter[0].replace(new Part("b", null)); // what another thread does meanwhile
            exporter[0].finishBy(7);
            return super.export(spans);
          }
        };
    exporter[0] = new DelegatingSpanExporter(slow);
    assertThat(exporter[0].export(List.of()).isSuccess()).isTrue();
    assertThat(calls).containsExactly("b finishBy 7", "a finishBy 7", "a export", "a shutdown");
  }

  @Test
  void finishBy_thenReplace_reachesTheNewOneToo() {
    DelegatingSpanExporter exporter = new DelegatingSpanExporter(new Part("a", null));
    exporter.finishBy(7);
    exporter.replace(new Part("b", null));
    assertThat(calls).containsExactly("a finishBy 7", "b finishBy 7", "a shutdown");
  }

  @Test
  void export_fanOut_reachesAllAndReportsTheFirstFailure() {
    ExportFailure first = new ExportFailure(DropReason.REJECTED_BY_COLLECTOR, 1, "first");
    ExportFailure second = new ExportFailure(DropReason.EXPORT_FAILED, 9, "second");
    SpanExporter exporter =
        FanOutExporter.of(
            List.of(new Part("a", null), new Part("b", first), new Part("c", second)));
    CompletableResultCode result = exporter.export(List.of());
    assertThat(result.isDone()).isTrue();
    assertThat(result.isSuccess()).isFalse();
    assertThat(result.getFailureThrowable()).isSameAs(first);
    assertThat(calls).containsExactly("a export", "b export", "c export");
  }

  @Test
  void export_fanOutAndOneThrows_theOthersStillGetTheBatch() {
    SpanExporter throwing =
        new Part("a", null) {
          @Override
          public CompletableResultCode export(Collection<SpanData> spans) {
            throw new IllegalStateException("broken");
          }
        };
    CompletableResultCode result =
        FanOutExporter.of(List.of(throwing, new Part("b", null))).export(List.of());
    assertThat(result.isSuccess()).isFalse();
    assertThat(result.getFailureThrowable()).hasMessage("broken");
    assertThat(calls).containsExactly("b export");
  }

  @Test
  void of_oneOrNone_isItselfOrForgets() {
    Part single = new Part("a", null);
    assertThat(FanOutExporter.of(List.of(single))).isSameAs(single);
    assertThat(FanOutExporter.of(List.of()).export(List.of()).isSuccess()).isTrue();
  }

  private class Part implements DeadlineExporter {
    private final String name;
    private final ExportFailure failure;

    Part(String name, ExportFailure failure) {
      this.name = name;
      this.failure = failure;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      calls.add(name + " export");
      return failure == null
          ? CompletableResultCode.ofSuccess()
          : CompletableResultCode.ofExceptionalFailure(failure);
    }

    @Override
    public CompletableResultCode flush() {
      calls.add(name + " flush");
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      calls.add(name + " shutdown");
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public void finishBy(long nanoTime) {
      calls.add(name + " finishBy " + nanoTime);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
