package dev.clew.sampling;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Locale;

/**
 * Makes samplers from their names in configuration, which are those of {@code OTEL_TRACES_SAMPLER};
 * {@code ratio} is short for {@code traceidratio}.
 */
public final class Samplers {

  private static final String PARENT_BASED = "parentbased_";

  private Samplers() {}

  /**
   * Makes the sampler for {@code sampling.mode}. With {@code parentbased_} in front, a span with a
   * parent follows its parent's flag and the rest of the name decides for roots.
   *
   * @param ratio the share of traces to keep, in [0, 1]; used by the ratio modes, checked always
   * @throws IllegalArgumentException naming key, value and what is accepted; this runs when
   *     configuration is read
   */
  public static Sampler byName(String mode, double ratio) {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException(
          "sampling.ratio=" + ratio + " is out of range, accepted: 0 to 1");
    }
    String name = mode.trim().toLowerCase(Locale.ROOT);
    boolean parentBased = name.startsWith(PARENT_BASED);
    Sampler root = root(parentBased ? name.substring(PARENT_BASED.length()) : name, ratio, mode);
    return parentBased ? Sampler.parentBased(root) : root;
  }

  private static Sampler root(String name, double ratio, String mode) {
    switch (name) {
      case "always_on":
        return Sampler.alwaysOn();
      case "always_off":
        return Sampler.alwaysOff();
      case "ratio":
      case "traceidratio":
        return Sampler.traceIdRatioBased(ratio);
      default:
        throw new IllegalArgumentException(
            "sampling.mode="
                + mode
                + " is unknown, accepted: always_on, always_off, traceidratio (or ratio), each also with parentbased_");
    }
  }
}
