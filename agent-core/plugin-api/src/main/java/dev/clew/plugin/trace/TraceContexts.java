package dev.clew.plugin.trace;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.BaggageEntry;
import io.opentelemetry.api.baggage.BaggageEntryMetadata;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads and extends contexts. A null handle is the root context; contexts never change. */
public final class TraceContexts {

  private TraceContexts() {}

  /** The context of this thread, also where it is the root. */
  public static Object current() {
    return Context.current();
  }

  /** The context that holds nothing. */
  public static Object root() {
    return Context.root();
  }

  /** The span of a context; null if it holds none. */
  public static @Nullable TraceSpan span(@Nullable Object context) {
    Span span = Span.fromContextOrNull(context(context));
    return span == null ? null : new TraceSpan(span);
  }

  /** The context with a span. */
  public static Object withSpan(@Nullable Object context, TraceSpan span) {
    return context(context).with(span.span);
  }

  /** The value under a key; null if there is none. */
  public static <V> @Nullable V get(@Nullable Object context, TraceKey<V> key) {
    return context(context).get(key.key);
  }

  /** The context with a value. */
  public static <V> Object with(@Nullable Object context, TraceKey<V> key, V value) {
    return context(context).with(key.key, value);
  }

  /**
   * The baggage of a context.
   *
   * @return name to {@code {value, metadata}}, the latter perhaps empty; in order
   */
  public static Map<String, String[]> baggage(@Nullable Object context) {
    Baggage baggage = Baggage.fromContext(context(context));
    if (baggage.isEmpty()) {
      return Collections.emptyMap();
    }
    Map<String, String[]> entries = new LinkedHashMap<>();
    baggage.forEach(
        new BiConsumer<String, BaggageEntry>() {
          @Override
          public void accept(String name, BaggageEntry entry) {
            entries.put(name, new String[] {entry.getValue(), entry.getMetadata().getValue()});
          }
        });
    return entries;
  }

  /**
   * The context with baggage instead of what it had.
   *
   * @param entries name to {@code {value, metadata}}
   */
  public static Object withBaggage(@Nullable Object context, Map<String, String[]> entries) {
    BaggageBuilder builder = Baggage.builder();
    for (Map.Entry<String, String[]> entry : entries.entrySet()) {
      String[] value = entry.getValue();
      String metadata = value.length > 1 ? value[1] : "";
      builder.put(entry.getKey(), value[0], BaggageEntryMetadata.create(metadata));
    }
    return context(context).with(builder.build());
  }

  static Context context(@Nullable Object handle) {
    return handle instanceof Context ? (Context) handle : Context.root();
  }
}
