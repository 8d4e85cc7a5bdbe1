package dev.clew.propagators;

import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Makes propagators from their names in configuration, which are those of {@code OTEL_PROPAGATORS}.
 */
public final class Propagators {

  private static final String KEY = "propagation.formats";

  private Propagators() {}

  /**
   * Makes the composite for {@code propagation.formats}.
   *
   * @param names {@code tracecontext} and {@code baggage} in order of preference, or {@code none}
   *     alone; a repeated name counts once
   * @throws IllegalArgumentException naming key, value and what is accepted; this runs at start-up
   *     only
   */
  public static TextMapPropagator byNames(List<String> names, PropagationCounters counters) {
    List<TextMapPropagator> propagators = new ArrayList<>();
    for (String name : new LinkedHashSet<>(names)) {
      switch (name) {
        case "tracecontext":
          propagators.add(new W3cTraceContextPropagator(counters));
          break;
        case "baggage":
          propagators.add(new BaggagePropagator(counters));
          break;
        case "none":
          if (names.size() == 1) {
            break;
          }
          throw unknown(names);
        default:
          throw unknown(names);
      }
    }
    return CompositePropagator.of(propagators, counters);
  }

  private static IllegalArgumentException unknown(List<String> names) {
    return new IllegalArgumentException(
        KEY
            + "="
            + String.join(",", names)
            + " is unknown, accepted: a list of tracecontext, baggage; or none");
  }
}
