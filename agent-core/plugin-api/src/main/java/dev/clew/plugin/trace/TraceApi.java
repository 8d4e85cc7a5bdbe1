package dev.clew.plugin.trace;

import dev.clew.plugin.spi.Agent;
import dev.clew.plugin.spi.PluginState;
import dev.clew.plugin.spi.Services;
import io.opentelemetry.api.trace.Tracer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a bridge of a tracing API begins: tracers and propagation. A plugin keeps one in a static
 * final field.
 */
public final class TraceApi {

  private final Services services = Agent.services();
  private final PluginState plugin = PluginState.current();

  private TraceApi() {}

  /** Creates the bridge; to be called while the plugin's class is initialised. */
  public static TraceApi create() {
    return new TraceApi();
  }

  /** True unless the plugin is switched to propagate or off. */
  public boolean makesSpans() {
    return plugin.mode() == PluginState.ON;
  }

  /** Returns the tracer of an instrumentation scope; to be kept by the caller. */
  public Source tracer(String scope, @Nullable String version, @Nullable String schemaUrl) {
    return new Source(this, services.applicationTracer(scope, version, schemaUrl));
  }

  /** Writes a context into headers, in the formats in force. */
  public void inject(@Nullable Object context, HeaderWriter writer) {
    services.propagator().inject(TraceContexts.context(context), writer, Headers.SETTER);
  }

  /**
   * Reads a context from headers, in the formats in force.
   *
   * @return a handle; the given context if the headers tell nothing
   */
  public Object extract(@Nullable Object context, HeaderReader reader) {
    return services.propagator().extract(TraceContexts.context(context), reader, Headers.GETTER);
  }

  /** The header names that the formats in force use. */
  public List<String> fields() {
    return Collections.unmodifiableList(new ArrayList<>(services.propagator().fields()));
  }

  /** Sets headers of whatever the application injects into. */
  public interface HeaderWriter {

    /** Sets one header. */
    void set(String name, String value);
  }

  /** Reads headers of whatever the application extracts from. */
  public interface HeaderReader {

    /** The value of a header, or null. */
    @Nullable String get(String name);

    /** All names. */
    Iterable<String> names();

    /** All values of a header. */
    Iterator<String> all(String name);
  }

  /** The spans of one instrumentation scope. */
  public static final class Source {

    private final TraceApi api;
    private final Tracer tracer;

    private Source(TraceApi api, Tracer tracer) {
      this.api = api;
      this.tracer = tracer;
    }

    /** Prepares a span. */
    public SpanStart span(String name) {
      return new SpanStart(api, tracer.spanBuilder(name));
    }
  }
}
