package dev.clew.plugin.http;

import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/** Lets the propagator write through a {@link HeaderSetter}. */
final class Injection<C> implements TextMapSetter<C> {

  private final HeaderSetter<? super C> setter;

  Injection(HeaderSetter<? super C> setter) {
    this.setter = setter;
  }

  @Override
  public void set(@Nullable C carrier, String name, String value) {
    if (carrier != null) {
      setter.set(carrier, name, value);
    }
  }
}
