package dev.clew.plugin.trace;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Lets propagators work on the neutral header types. */
final class Headers implements TextMapGetter<TraceApi.HeaderReader> {

  static final Headers GETTER = new Headers();

  static final TextMapSetter<TraceApi.HeaderWriter> SETTER =
      new TextMapSetter<TraceApi.HeaderWriter>() {
        @Override
        public void set(TraceApi.@Nullable HeaderWriter writer, String name, String value) {
          if (writer != null) {
            writer.set(name, value);
          }
        }
      };

  private Headers() {}

  @Override
  public Iterable<String> keys(TraceApi.HeaderReader reader) {
    return reader.names();
  }

  @Override
  public @Nullable String get(TraceApi.@Nullable HeaderReader reader, String name) {
    return reader == null ? null : reader.get(name);
  }

  @Override
  public Iterator<String> getAll(TraceApi.@Nullable HeaderReader reader, String name) {
    return reader == null ? Collections.<String>emptyIterator() : reader.all(name);
  }
}
