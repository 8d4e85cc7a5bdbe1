package dev.clew.plugin.spi;

import dev.clew.plugin.Slot;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.TextMapPropagator;

/** What the runtime gives to span families. Every method may be called on a request path. */
public interface Services {

  /**
   * The tracer whose scope name is {@code dev.clew.} + plugin name; cached by the caller per
   * plugin.
   */
  Tracer tracer(String pluginName);

  /** The propagator in force; may change while running. */
  TextMapPropagator propagator();

  /** The settings in force; an immutable snapshot that may be replaced while running. */
  FamilySettings settings();

  /** Creates a slot; called while a plugin class is initialised. */
  <K, V> Slot<K, V> slot(Class<K> type, String name);

  /** Counts a cause that families meet (malformed URL, SQL too large, …), by a constant name. */
  void count(String cause);
}
