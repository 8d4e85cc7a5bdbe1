package dev.clew.propagators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for every propagator, whatever its format. */
abstract class PropagatorContractTest {

  private static final ContextKey<String> OTHER = ContextKey.named("other");

  final RecordingCounters counters = new RecordingCounters();

  abstract TextMapPropagator propagator();

  /** A context the format can carry completely. */
  abstract Context carried();

  /** What of a context the format carries, comparable with equals. */
  abstract Object essence(Context context);

  /** Header values that the format refuses wholly. */
  abstract List<String> malformed();

  @Test
  void extract_headersAbsent_returnsSameContextAndCountsNothing() {
    Context before = Context.root().with(OTHER, "kept");
    assertThat(propagator().extract(before, Carrier.of("x", "y"), Carrier.GETTER)).isSameAs(before);
    assertThat(counters.events).isEmpty();
  }

  @Test
  void extract_malformed_returnsSameContextAndCounts() {
    for (String value : malformed()) {
      Context before = Context.root().with(OTHER, "kept");
      counters.events.clear();
      assertThat(propagator().extract(before, carrier(value), Carrier.GETTER))
          .as(value)
          .isSameAs(before);
      assertThat(counters.events).as(value).isNotEmpty();
    }
  }

  @Test
  void extract_malformed_keepsContextFoundBefore() {
    Context before = carried();
    for (String value : malformed()) {
      assertThat(propagator().extract(before, carrier(value), Carrier.GETTER))
          .as(value)
          .isSameAs(before);
    }
  }

  @Test
  void extract_oversized_returnsWithoutHarm() {
    String huge = "a".repeat(3_000_000);
    for (String value :
        List.of(huge, huge + "=" + huge, "a=1,".repeat(500_000), ",".repeat(1_000_000))) {
      assertThatCode(() -> propagator().extract(Context.root(), carrier(value), Carrier.GETTER))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void inject_thenExtract_givesTheSame() {
    Carrier carrier = new Carrier();
    propagator().inject(carried(), carrier, Carrier.SETTER);
    assertThat(carrier.isEmpty()).isFalse();
    Context extracted = propagator().extract(Context.root(), carrier, Carrier.GETTER);
    assertThat(essence(extracted)).isEqualTo(essence(carried()));
  }

  @Test
  void inject_usesOnlyItsFields() {
    List<String> names = new ArrayList<>();
    propagator().inject(carried(), names, (list, name, value) -> list.add(name));
    assertThat(propagator().fields()).containsAll(names);
  }

  @Test
  void inject_nothingToCarry_setsNothing() {
    Carrier carrier = new Carrier();
    propagator().inject(Context.root(), carrier, Carrier.SETTER);
    assertThat(carrier.isEmpty()).isTrue();
  }

  @Test
  void inject_carrierThrows_isCountedNotThrown() {
    Map<String, String> immutable = Collections.emptyMap();
    propagator().inject(carried(), immutable, Map::put);
    assertThat(counters.events).hasSize(1).allMatch(event -> event.startsWith("failed"));
  }

  @Test
  void extract_carrierThrows_isCountedNotThrown() {
    Context before = Context.root().with(OTHER, "kept");
    TextMapGetter<Object> throwing =
        getter(
            key -> {
              throw new IllegalStateException("hostile");
            },
            List.<String>of().iterator());
    assertThat(propagator().extract(before, "carrier", throwing)).isSameAs(before);
    assertThat(counters.events).isNotEmpty().allMatch(event -> event.startsWith("failed"));
  }

  @Test
  void extract_hostileIterators_endWithoutHarm() {
    String value = carriedHeader();
    List<Iterator<String>> hostile = new ArrayList<>();
    hostile.add(null);
    hostile.add(Collections.emptyIterator());
    hostile.add(Collections.singletonList((String) null).iterator());
    hostile.add(endless(value));
    hostile.add(endless(null));
    for (Iterator<String> lines : hostile) {
      assertThatCode(
              () -> propagator().extract(Context.root(), "carrier", getter(key -> value, lines)))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void nullArguments_areTolerated() {
    assertThat(propagator().extract(null, null, getter(key -> null, null)))
        .isSameAs(Context.root());
    assertThat(propagator().extract(null, null, null)).isSameAs(Context.root());
    propagator().inject(null, null, null);
    propagator().inject(carried(), null, null);
    assertThat(counters.events).isEmpty();
  }

  private String carriedHeader() {
    Carrier carrier = new Carrier();
    propagator().inject(carried(), carrier, Carrier.SETTER);
    return carrier.get(firstField());
  }

  private Carrier carrier(String value) {
    return Carrier.of(firstField(), value);
  }

  private String firstField() {
    return propagator().fields().iterator().next();
  }

  private static Iterator<String> endless(String value) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public String next() {
        return value;
      }
    };
  }

  private static TextMapGetter<Object> getter(
      java.util.function.Function<String, String> get, Iterator<String> all) {
    return new TextMapGetter<>() {
      @Override
      public Iterable<String> keys(Object carrier) {
        return List.of();
      }

      @Override
      public String get(Object carrier, String key) {
        return get.apply(key);
      }

      @Override
      public Iterator<String> getAll(Object carrier, String key) {
        return all;
      }
    };
  }
}
