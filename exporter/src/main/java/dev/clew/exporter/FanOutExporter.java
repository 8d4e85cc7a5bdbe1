package dev.clew.exporter;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Gives every batch to several exporters, in order; one that throws or fails does not keep the
 * others from it. The batch's result is the first failure in order, or success, so list the
 * exporter whose result should count first.
 */
public final class FanOutExporter implements DeadlineExporter {

  private final List<SpanExporter> targets;

  private FanOutExporter(List<SpanExporter> targets) {
    this.targets = targets;
  }

  /** One exporter stays itself; none gives an exporter that accepts and forgets. */
  public static SpanExporter of(List<? extends SpanExporter> targets) {
    return targets.size() == 1 ? targets.get(0) : new FanOutExporter(new ArrayList<>(targets));
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return each(target -> target.export(spans));
  }

  @Override
  public CompletableResultCode flush() {
    return each(SpanExporter::flush);
  }

  @Override
  public CompletableResultCode shutdown() {
    return each(SpanExporter::shutdown);
  }

  @Override
  public void finishBy(long nanoTime) {
    for (SpanExporter target : targets) {
      Exporters.finishBy(target, nanoTime);
    }
  }

  private CompletableResultCode each(Function<SpanExporter, CompletableResultCode> action) {
    List<CompletableResultCode> results = new ArrayList<>(targets.size());
    for (SpanExporter target : targets) {
      CompletableResultCode result;
      try {
        result = action.apply(target);
      } catch (RuntimeException | LinkageError e) {
        result = Exporters.thrown(e);
      }
      results.add(result);
    }
    CompletableResultCode all = CompletableResultCode.ofAll(results);
    CompletableResultCode combined = new CompletableResultCode();
    all.whenComplete(() -> settle(combined, results));
    return combined;
  }

  private static void settle(CompletableResultCode combined, List<CompletableResultCode> results) {
    for (CompletableResultCode result : results) {
      if (!result.isSuccess()) {
        Throwable thrown = result.getFailureThrowable();
        if (thrown == null) {
          combined.fail();
        } else {
          combined.failExceptionally(thrown);
        }
        return;
      }
    }
    combined.succeed();
  }

  @Override
  public String toString() {
    return "fan-out to " + targets;
  }
}
