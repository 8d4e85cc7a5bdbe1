package dev.clew.plugin.spi;

import dev.clew.plugin.Slot;
import dev.clew.plugin.context.PendingContexts;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.jspecify.annotations.Nullable;

/** What the runtime gives to span families. Every method may be called on a request path. */
public interface Services {

  /**
   * The tracer whose scope name is {@code dev.clew.} + plugin name; cached by the caller per
   * plugin.
   */
  Tracer tracer(String pluginName);

  /**
   * A tracer of the application's own instrumentation scope, for the bridged OpenTelemetry API;
   * cached by the caller.
   */
  Tracer applicationTracer(String scope, @Nullable String version, @Nullable String schemaUrl);

  /**
   * True while the sampler in force follows a parent that is not sampled, so that families need not
   * ask it; may change while running.
   */
  boolean parentDecides();

  /** The propagator in force; may change while running. */
  TextMapPropagator propagator();

  /** The settings in force; an immutable snapshot that may be replaced while running. */
  FamilySettings settings();

  /** Creates a slot; called while a plugin class is initialised. */
  <K, V> Slot<K, V> slot(Class<K> type, String name);

  /** Creates the contexts of tasks that wait; called while a plugin class is initialised. */
  PendingContexts pendingContexts(String name);

  /** Counts a cause that families meet (malformed URL, SQL too large, …), by a constant name. */
  void count(String cause);
}
