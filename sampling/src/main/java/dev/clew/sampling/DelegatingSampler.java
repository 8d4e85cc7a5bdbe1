package dev.clew.sampling;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Asks another sampler that can be replaced while spans start. Costs one volatile read; a span that
 * starts during the change is decided by either.
 */
public final class DelegatingSampler implements Sampler {

  private volatile Sampler target;

  public DelegatingSampler(Sampler target) {
    this.target = target;
  }

  /**
   * Decides with {@code replacement} from now on; traces under way keep their parent's decision if
   * it is parent-based.
   */
  public void replace(Sampler replacement) {
    target = replacement;
  }

  /** The sampler in use now. */
  public Sampler current() {
    return target;
  }

  @Override
  public SamplingResult shouldSample(
      Context parentContext,
      String traceId,
      String name,
      SpanKind spanKind,
      Attributes attributes,
      List<LinkData> parentLinks) {
    return target.shouldSample(parentContext, traceId, name, spanKind, attributes, parentLinks);
  }

  @Override
  public String getDescription() {
    return target.getDescription();
  }

  @Override
  public String toString() {
    return getDescription();
  }
}
