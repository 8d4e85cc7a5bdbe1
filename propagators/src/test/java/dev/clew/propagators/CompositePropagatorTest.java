package dev.clew.propagators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositePropagatorTest {

  private static final String A = "0af7651916cd43dd8448eb211c80319c";
  private static final String B = "1bf7651916cd43dd8448eb211c80319c";

  private final RecordingCounters counters = new RecordingCounters();

  @Test
  void extract_twoFindAContext_firstInOrderWins() {
    assertThat(traceId(composite(finds(A), finds(B)))).isEqualTo(A);
    assertThat(traceId(composite(finds(B), finds(A)))).isEqualTo(B);
  }

  @Test
  void extract_laterPropagatorAddsBaggage_bothAreKept() {
    TextMapPropagator composite =
        composite(
            finds(A),
            finds(B),
            new BaggagePropagator(counters),
            new W3cTraceContextPropagator(counters));
    Context context =
        composite.extract(
            Context.root(),
            Carrier.of("baggage", "k=v", "traceparent", "00-" + B + "-b7ad6b7169203331-01"),
            Carrier.GETTER);
    assertThat(Span.fromContext(context).getSpanContext().getTraceId()).isEqualTo(A);
    assertThat(Baggage.fromContext(context).getEntryValue("k")).isEqualTo("v");
  }

  @Test
  void extract_oneThrows_isCountedAndTheOthersGoOn() {
    assertThat(traceId(composite(throwing(new IllegalStateException()), finds(B)))).isEqualTo(B);
    assertThat(traceId(composite(throwing(new StackOverflowError()), finds(B)))).isEqualTo(B);
    assertThat(traceId(composite(throwing(new NoClassDefFoundError()), finds(B)))).isEqualTo(B);
    assertThat(counters.events).hasSize(3).allMatch(event -> event.startsWith("failed"));
  }

  @Test
  void extract_virtualMachineError_passes() {
    TextMapPropagator composite = composite(throwing(new OutOfMemoryError("test")));
    assertThatThrownBy(() -> traceId(composite)).isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void extract_nothingPresent_returnsSameContext() {
    TextMapPropagator composite = Propagators.byNames(List.of("tracecontext", "baggage"), counters);
    Context before = Baggage.builder().put("a", "b").build().storeInContext(Context.root());
    assertThat(composite.extract(before, new Carrier(), Carrier.GETTER)).isSameAs(before);
  }

  @Test
  void extract_nothingPresent_allocatesNothing() {
    TextMapPropagator composite = Propagators.byNames(List.of("tracecontext", "baggage"), counters);
    TextMapGetter<Object> empty =
        new TextMapGetter<>() {
          @Override
          public Iterable<String> keys(Object carrier) {
            return List.of();
          }

          @Override
          public String get(Object carrier, String key) {
            return null;
          }
        };
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    Context root = Context.root();
    long allocated = 0;
    for (int round = 0; round < 2; round++) { // the first round loads and links
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 10_000; i++) {
        composite.extract(root, "carrier", empty);
      }
      allocated = threads.getThreadAllocatedBytes(thread) - before;
    }
    assertThat(allocated).as("bytes in 10,000 calls").isLessThan(10_000);
  }

  @Test
  void inject_oneThrows_theOthersStillInject() {
    Carrier carrier = new Carrier();
    Context context = finds(A).extract(Context.root(), carrier, Carrier.GETTER);
    composite(throwing(new IllegalStateException()), new W3cTraceContextPropagator(counters))
        .inject(context, carrier, Carrier.SETTER);
    assertThat(carrier.get("traceparent")).contains(A);
    assertThat(counters.events).hasSize(1);
  }

  @Test
  void byNames_known_givesFieldsInOrderOnce() {
    assertThat(
            Propagators.byNames(List.of("baggage", "tracecontext", "baggage"), counters).fields())
        .containsExactly("baggage", "traceparent", "tracestate");
    assertThat(Propagators.byNames(List.of("none"), counters).fields()).isEmpty();
  }

  @Test
  void byNames_unknown_namesKeyValueAndAccepted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Propagators.byNames(List.of("tracecontext", "b4"), counters))
        .withMessageContaining("propagation.formats=tracecontext,b4")
        .withMessageContaining("baggage");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Propagators.byNames(List.of("none", "baggage"), counters));
  }

  private TextMapPropagator composite(TextMapPropagator... propagators) {
    return CompositePropagator.of(List.of(propagators), counters);
  }

  private static String traceId(TextMapPropagator propagator) {
    Context context = propagator.extract(Context.root(), new Carrier(), Carrier.GETTER);
    return Span.fromContext(context).getSpanContext().getTraceId();
  }

  private static TextMapPropagator finds(String traceId) {
    SpanContext found =
        SpanContext.createFromRemoteParent(
            traceId, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
    return new Fixed() {
      @Override
      public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
        return context.with(Span.wrap(found));
      }
    };
  }

  private static TextMapPropagator throwing(Error error) {
    return new Fixed() {
      @Override
      public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
        throw error;
      }
    };
  }

  private static TextMapPropagator throwing(RuntimeException exception) {
    return new Fixed() {
      @Override
      public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
        throw exception;
      }

      @Override
      public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
        throw exception;
      }
    };
  }

  private abstract static class Fixed implements TextMapPropagator {
    @Override
    public Collection<String> fields() {
      return List.of();
    }

    @Override
    public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {}
  }
}
