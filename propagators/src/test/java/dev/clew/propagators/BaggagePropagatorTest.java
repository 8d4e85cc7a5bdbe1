package dev.clew.propagators;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.BaggageEntryMetadata;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BaggagePropagatorTest extends PropagatorContractTest {

  private final BaggagePropagator propagator = new BaggagePropagator(counters);

  @Override
  TextMapPropagator propagator() {
    return propagator;
  }

  @Override
  Context carried() {
    return Baggage.builder()
        .put("user", "Amélie \"x\" 100% \ud83d\ude00")
        .put("k", "v=w;u,t\\s", BaggageEntryMetadata.create("p1=x;p2"))
        .put("empty", "")
        .build()
        .storeInContext(Context.root());
  }

  @Override
  Object essence(Context context) {
    Map<String, String> flat = new TreeMap<>();
    Baggage.fromContext(context)
        .forEach(
            (key, entry) -> flat.put(key, entry.getValue() + "|" + entry.getMetadata().getValue()));
    return flat;
  }

  @Override
  List<String> malformed() {
    return List.of(
        "=", "=v", "key", "k y=v", "k=v w", "k=%", "k=%g0", "k=\"v\"", "k=v;\n", "k=caf\u00e9");
  }

  @Test
  void inject_moreThan64Members_sendsTheFirst64() {
    BaggageBuilder builder = Baggage.builder();
    for (int i = 0; i < 100; i++) {
      builder.put("k" + i, "v");
    }
    assertThat(inject(builder.build()).split(",")).hasSize(64);
    assertThat(counters.events).containsExactly("oversized baggage");
  }

  @Test
  void inject_moreThan8192Characters_leavesWholeMembersOut() {
    BaggageBuilder builder = Baggage.builder();
    for (int i = 0; i < 10; i++) {
      builder.put("k" + i, "v".repeat(1000));
    }
    String header = inject(builder.build());
    assertThat(header.length()).isBetween(8000, 8192);
    assertThat(header.split(",")).hasSize(8).allMatch(member -> member.endsWith("v".repeat(1000)));
  }

  @Test
  void inject_unpairedSurrogate_becomesReplacementCharacter() {
    assertThat(inject(Baggage.builder().put("k", "a\ud800b").build())).isEqualTo("k=a%EF%BF%BDb");
  }

  @Test
  void inject_metadataWithLineBreak_isLeftOut() {
    BaggageEntryMetadata hostile = BaggageEntryMetadata.create("x\r\nSet-Cookie: a=b");
    assertThat(inject(Baggage.builder().put("k", "v", hostile).build())).isEqualTo("k=v");
  }

  @Test
  void extract_undecodableUtf8_becomesReplacementCharacter() {
    Context context =
        propagator.extract(Context.root(), Carrier.of("baggage", "k=a%ffb"), Carrier.GETTER);
    assertThat(Baggage.fromContext(context).getEntryValue("k")).isEqualTo("a\ufffdb");
  }

  @Test
  void extract_overLimits_keepsWholeMembersAndCountsOnce() {
    Context context =
        propagator.extract(
            Context.root(), Carrier.of("baggage", "k=v,".repeat(200) + "z=1"), Carrier.GETTER);
    assertThat(Baggage.fromContext(context).asMap()).containsOnlyKeys("k");
    assertThat(counters.events).containsExactly("oversized baggage");
  }

  private String inject(Baggage baggage) {
    Carrier carrier = new Carrier();
    propagator.inject(baggage.storeInContext(Context.root()), carrier, Carrier.SETTER);
    return carrier.get("baggage");
  }
}
