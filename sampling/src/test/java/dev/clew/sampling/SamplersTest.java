package dev.clew.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplersTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void byName_alwaysOnAndOff_decideForRootsAndChildren() {
    assertThat(keeps(Samplers.byName("always_on", 1), parent(false))).isTrue();
    assertThat(keeps(Samplers.byName("always_off", 1), parent(true))).isFalse();
  }

  @Test
  void byName_parentBased_childFollowsItsParentAndRootTheRest() {
    for (String root : List.of("always_on", "always_off", "traceidratio")) {
      Sampler sampler = Samplers.byName("parentbased_" + root, root.equals("always_off") ? 1 : 0);
      assertThat(keeps(sampler, parent(true))).as(root).isTrue();
      assertThat(keeps(sampler, parent(false))).as(root).isFalse();
      assertThat(keeps(sampler, Context.root())).as(root).isEqualTo(root.equals("always_on"));
    }
  }

  @Test
  void byName_ratio_keepsThatShareOfRandomTraces() {
    Random random = new Random(20_261_120);
    int traces = 20_000;
    for (double ratio : new double[] {0, 0.01, 0.25, 0.5, 1}) {
      Sampler sampler = Samplers.byName("ratio", ratio);
      int kept = 0;
      for (int i = 0; i < traces; i++) {
        String traceId = hex(random.nextLong() | 1) + hex(random.nextLong());
        kept += keeps(sampler, Context.root(), traceId) ? 1 : 0;
      }
      // The ids are seeded, so this cannot flicker; 5 standard deviations of a binomial share.
      double allowed = 5 * Math.sqrt(ratio * (1 - ratio) / traces);
      assertThat((double) kept / traces).isBetween(ratio - allowed, ratio + allowed);
    }
  }

  @Test
  void byName_ratio_decidesTheSameForOneTraceEverywhere() {
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      String traceId = hex(random.nextLong() | 1) + hex(random.nextLong());
      boolean kept = keeps(Samplers.byName("traceidratio", 0.3), Context.root(), traceId);
      assertThat(keeps(Samplers.byName(" RATIO ", 0.3), Context.root(), traceId)).isEqualTo(kept);
      assertThat(kept && !keeps(Samplers.byName("ratio", 0.4), Context.root(), traceId)).isFalse();
    }
  }

  @Test
  void byName_unusable_namesKeyValueAndAccepted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samplers.byName("sometimes", 1))
        .withMessageContaining("sampling.mode=sometimes")
        .withMessageContaining("always_on");
    for (double ratio : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Samplers.byName("ratio", ratio))
          .withMessageContaining("sampling.ratio=" + ratio)
          .withMessageContaining("0 to 1");
    }
  }

  @Test
  void replace_whileInUse_decidesWithTheNewSampler() {
    DelegatingSampler sampler = new DelegatingSampler(Sampler.alwaysOn());
    assertThat(keeps(sampler, Context.root())).isTrue();
    sampler.replace(Sampler.alwaysOff());
    assertThat(keeps(sampler, Context.root())).isFalse();
    assertThat(sampler.current()).isSameAs(Sampler.alwaysOff());
    assertThat(sampler.getDescription()).isEqualTo(Sampler.alwaysOff().getDescription());
  }

  private static boolean keeps(Sampler sampler, Context parent) {
    return keeps(sampler, parent, TRACE);
  }

  private static boolean keeps(Sampler sampler, Context parent, String traceId) {
    SamplingDecision decision =
        sampler
            .shouldSample(parent, traceId, "name", SpanKind.SERVER, Attributes.empty(), List.of())
            .getDecision();
    return decision == SamplingDecision.RECORD_AND_SAMPLE;
  }

  private static Context parent(boolean sampled) {
    TraceFlags flags = sampled ? TraceFlags.getSampled() : TraceFlags.getDefault();
    SpanContext parent =
        SpanContext.createFromRemoteParent(
            TRACE, "b7ad6b7169203331", flags, TraceState.getDefault());
    return Context.root().with(Span.wrap(parent));
  }

  private static String hex(long value) {
    String hex = Long.toHexString(value);
    return "0".repeat(16 - hex.length()) + hex;
  }
}
