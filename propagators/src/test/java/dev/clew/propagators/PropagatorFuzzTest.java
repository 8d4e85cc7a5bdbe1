package dev.clew.propagators;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutated headers: nothing throws, and what was understood once is understood the same after it was
 * sent on.
 */
class PropagatorFuzzTest {

  private static final int ROUNDS = 40_000;
  private static final List<String> SEEDS =
      List.of(
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
          "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03-more",
          "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7, foo@bar=1,,0=2",
          "key1= v1; meta = x; other, userId=Am%C3%A9lie , k=%ff",
          "");
  private static final String ALPHABET = "0af9-,;=%@ \t\r\n\u0000\"\\\u00e9\ud800Z*";

  private final TextMapPropagator propagator =
      Propagators.byNames(List.of("tracecontext", "baggage"), new Strict());

  @Test
  void extractThenInject_mutatedHeaders_isStable() {
    long seed = Long.getLong("clew.test.seed", new Random().nextLong());
    System.out.println("PropagatorFuzzTest: repeat with -Dclew.test.seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      Carrier carrier = new Carrier();
      for (String name : List.of("traceparent", "tracestate", "baggage", "tracestate")) {
        if (random.nextInt(8) != 0) {
          String source =
              name.equals("traceparent") && random.nextBoolean() ? SEEDS.get(0) : any(random);
          carrier.add(name, random.nextInt(3) == 0 ? source : mutate(source, random));
        }
      }
      check(carrier, seed);
    }
  }

  private void check(Carrier carrier, long seed) {
    String where = "seed " + seed + ", " + carrier;
    Context first = propagator.extract(Context.root(), carrier, Carrier.GETTER);
    Carrier sent = new Carrier();
    propagator.inject(first, sent, Carrier.SETTER);
    for (String name : List.of("traceparent", "tracestate", "baggage")) {
      String value = sent.get(name);
      if (value != null) {
        assertThat(value.length()).as(where).isLessThanOrEqualTo(8192);
        assertThat(value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~')))
            .as(where)
            .isTrue();
      }
    }
    Context second = propagator.extract(Context.root(), sent, Carrier.GETTER);
    assertThat(span(second)).as(where).isEqualTo(span(first));
    assertThat(Baggage.fromContext(second).asMap())
        .as(where)
        .isEqualTo(Baggage.fromContext(first).asMap());
  }

  private static SpanContext span(Context context) {
    return Span.fromContext(context).getSpanContext();
  }

  private static String any(Random random) {
    return SEEDS.get(random.nextInt(SEEDS.size()));
  }

  private static String mutate(String source, Random random) {
    StringBuilder text = new StringBuilder(source);
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int position = random.nextInt(text.length() + 1);
      char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.insert(position, c);
        case 1 -> text.delete(position, Math.min(text.length(), position + 1 + random.nextInt(3)));
        case 2 -> text.insert(position, any(random));
        default -> {
          if (position < text.length()) {
            text.setCharAt(position, c);
          }
        }
      }
    }
    return text.toString();
  }

  /** A failure inside a propagator is a defect here: these carriers do not throw. */
  private static final class Strict implements PropagationCounters {
    @Override
    public void malformedHeader(String header) {}

    @Override
    public void oversizedHeader(String header) {}

    @Override
    public void propagatorFailed(String propagator, Throwable thrown) {
      throw new AssertionError(propagator, thrown);
    }
  }
}
