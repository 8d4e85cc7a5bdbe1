package dev.clew.propagators;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs the shared test vectors; {@link #SKIPPED} names each one that is left out, and why. */
class VectorsTest {

  private static final List<String> FILES = List.of("w3c-traceparent", "w3c-tracestate", "baggage");

  private static final Map<String, String> SKIPPED =
      Map.of(
          "w3c-traceparent/multi-call-valid",
              "op multi-call starts spans: belongs to the span families",
          "w3c-traceparent/multi-call-none",
              "op multi-call starts spans: belongs to the span families");

  @TestFactory
  Stream<DynamicTest> vectors() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonObject> vector : load().entrySet()) {
      if (!SKIPPED.containsKey(vector.getKey())) {
        tests.add(DynamicTest.dynamicTest(vector.getKey(), () -> run(vector.getValue())));
      }
    }
    return tests.stream();
  }

  @Test
  void vectors_allButTheNamedOnes_areRun() throws IOException {
    Map<String, JsonObject> all = load();
    assertThat(all).hasSizeGreaterThan(100);
    assertThat(all.keySet()).containsAll(SKIPPED.keySet());
    assertThat(all.values())
        .extracting(v -> v.get("op").getAsString())
        .containsOnly("extract", "inject", "mutate", "multi-call");
  }

  private static void run(JsonObject vector) {
    JsonObject expect = vector.getAsJsonObject("expect");
    switch (vector.get("op").getAsString()) {
      case "extract" -> extract(vector, expect);
      case "inject" -> inject(vector, expect);
      case "mutate" -> mutate(vector, expect);
      default -> throw new AssertionError("unknown op");
    }
  }

  private static void extract(JsonObject vector, JsonObject expect) {
    Context context = propagator().extract(Context.root(), carrier(vector), Carrier.GETTER);
    SpanContext span = Span.fromContext(context).getSpanContext();
    for (String key : expect.keySet()) {
      JsonElement value = expect.get(key);
      switch (key) {
        case "valid" -> assertThat(span.isValid()).isEqualTo(value.getAsBoolean());
        case "traceId" -> assertThat(span.getTraceId()).isEqualTo(value.getAsString());
        case "spanId" -> assertThat(span.getSpanId()).isEqualTo(value.getAsString());
        case "sampled" -> assertThat(span.isSampled()).isEqualTo(value.getAsBoolean());
        case "random" ->
            assertThat(span.getTraceFlags().isTraceIdRandom()).isEqualTo(value.getAsBoolean());
        case "tracestate" -> assertThat(members(span.getTraceState())).isEqualTo(members(value));
        case "tracestateAnyOf" -> {} // "tracestate" holds the one we promise
        case "baggage" -> assertThat(baggage(context)).isEqualTo(map(value));
        case "metadata" -> assertMetadata(context, map(value));
        case "outgoing" -> outgoing(context, span, value.getAsJsonObject());
        default -> throw new AssertionError("unknown expectation " + key);
      }
    }
  }

  /**
   * A child span of the remote parent is stood in for by the parent itself with another span id.
   */
  private static void outgoing(Context context, SpanContext remote, JsonObject expect) {
    if (!remote.isValid()) {
      Carrier none = new Carrier();
      propagator().inject(context, none, Carrier.SETTER);
      assertThat(none.get("traceparent")).as("no parent is passed on").isNull();
      return;
    }
    SpanContext child =
        SpanContext.create(
            remote.getTraceId(),
            "00000000000000aa",
            remote.getTraceFlags(),
            remote.getTraceState());
    Carrier carrier = new Carrier();
    propagator().inject(context.with(Span.wrap(child)), carrier, Carrier.SETTER);
    String header = carrier.get("traceparent");
    for (String key : expect.keySet()) {
      JsonElement value = expect.get(key);
      switch (key) {
        case "version" -> assertThat(header).startsWith(value.getAsString() + "-");
        case "sameTraceId" -> assertThat(header.substring(3, 35)).isEqualTo(remote.getTraceId());
        case "newSpanId" -> assertThat(header.substring(36, 52)).isEqualTo("00000000000000aa");
        case "randomFlag" -> assertThat((flags(header) & 2) != 0).isEqualTo(value.getAsBoolean());
        case "flagsAllowedMask" ->
            assertThat(flags(header) & ~Integer.parseInt(value.getAsString(), 16)).isZero();
        default -> throw new AssertionError("unknown expectation " + key);
      }
    }
  }

  private static int flags(String traceparent) {
    return Integer.parseInt(traceparent.substring(53), 16);
  }

  private static void inject(JsonObject vector, JsonObject expect) {
    Context context = Context.root();
    if (vector.has("context")) {
      JsonObject given = vector.getAsJsonObject("context");
      TraceFlags flags = TraceFlags.fromHex(given.get("flags").getAsString(), 0);
      String traceId = given.get("traceId").getAsString();
      String spanId = given.get("spanId").getAsString();
      context =
          context.with(
              Span.wrap(SpanContext.create(traceId, spanId, flags, TraceState.getDefault())));
    }
    if (vector.has("entries")) {
      BaggageBuilder builder = Baggage.builder();
      for (JsonElement entry : vector.getAsJsonArray("entries")) {
        builder.put(
            entry.getAsJsonArray().get(0).getAsString(),
            entry.getAsJsonArray().get(1).getAsString());
      }
      context = builder.build().storeInContext(context);
    }
    Carrier carrier = new Carrier();
    propagator().inject(context, carrier, Carrier.SETTER);
    map(expect.get("headers"))
        .forEach((name, value) -> assertThat(carrier.get(name)).isEqualTo(value));
  }

  private static void mutate(JsonObject vector, JsonObject expect) {
    Context context = propagator().extract(Context.root(), carrier(vector), Carrier.GETTER);
    SpanContext remote = Span.fromContext(context).getSpanContext();
    TraceState state = remote.getTraceState();
    if (!vector.get("own").isJsonNull()) {
      JsonArray own = vector.getAsJsonArray("own");
      // A request without a list gives the API's empty state; what a sampler adds goes through its
      // builder.
      state = state.toBuilder().put(own.get(0).getAsString(), own.get(1).getAsString()).build();
    }
    Carrier carrier = new Carrier();
    SpanContext changed =
        SpanContext.create(remote.getTraceId(), remote.getSpanId(), remote.getTraceFlags(), state);
    propagator().inject(context.with(Span.wrap(changed)), carrier, Carrier.SETTER);
    assertThat(carrier.get("tracestate")).isEqualTo(expect.get("outgoingTracestate").getAsString());
  }

  private static void assertMetadata(Context context, Map<String, String> expected) {
    expected.forEach(
        (key, value) ->
            assertThat(Baggage.fromContext(context).getEntry(key).getMetadata().getValue())
                .isEqualTo(value));
  }

  private static TextMapPropagator propagator() {
    return Propagators.byNames(List.of("tracecontext", "baggage"), PropagationCounters.NONE);
  }

  private static Carrier carrier(JsonObject vector) {
    Carrier carrier = new Carrier();
    for (JsonElement header : vector.getAsJsonArray("headers")) {
      carrier.add(
          header.getAsJsonArray().get(0).getAsString(),
          header.getAsJsonArray().get(1).getAsString());
    }
    return carrier;
  }

  private static List<List<String>> members(TraceState state) {
    List<List<String>> members = new ArrayList<>();
    state.forEach((key, value) -> members.add(List.of(key, value)));
    return members;
  }

  private static List<List<String>> members(JsonElement expected) {
    List<List<String>> members = new ArrayList<>();
    if (!expected.isJsonNull()) {
      for (JsonElement member : expected.getAsJsonArray()) {
        members.add(
            List.of(
                member.getAsJsonArray().get(0).getAsString(),
                member.getAsJsonArray().get(1).getAsString()));
      }
    }
    return members;
  }

  private static Map<String, String> baggage(Context context) {
    Map<String, String> values = new LinkedHashMap<>();
    Baggage.fromContext(context).forEach((key, entry) -> values.put(key, entry.getValue()));
    return values;
  }

  private static Map<String, String> map(JsonElement object) {
    Map<String, String> map = new LinkedHashMap<>();
    object
        .getAsJsonObject()
        .entrySet()
        .forEach(e -> map.put(e.getKey(), e.getValue().getAsString()));
    return map;
  }

  private static Map<String, JsonObject> load() throws IOException {
    Map<String, JsonObject> vectors = new LinkedHashMap<>();
    for (String file : FILES) {
      try (Reader reader =
          new InputStreamReader(
              VectorsTest.class.getResourceAsStream("/vectors/" + file + ".json"),
              StandardCharsets.UTF_8)) {
        for (JsonElement vector :
            JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("vectors")) {
          String name = file + "/" + vector.getAsJsonObject().get("name").getAsString();
          assertThat(vectors.put(name, vector.getAsJsonObject()))
              .as(name + " is there twice")
              .isNull();
        }
      }
    }
    return vectors;
  }
}
