package dev.clew.plugin.trace;

import io.opentelemetry.context.ContextKey;

/**
 * A key for values that a bridge keeps in contexts. Two keys of one name differ.
 *
 * @param <V> the value
 */
public final class TraceKey<V> {

  final ContextKey<V> key;

  private TraceKey(String name) {
    key = ContextKey.named(name);
  }

  /** Creates a key. */
  public static <V> TraceKey<V> named(String name) {
    return new TraceKey<>(name);
  }
}
