package dev.clew.plugin.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attributes of a span, an event or a link. Fill it on one thread, then hand it over once. */
public final class TraceAttributes {

  private final AttributesBuilder builder = Attributes.builder();

  /** Sets a string; null does nothing. */
  public TraceAttributes put(String key, @Nullable String value) {
    if (value != null) {
      builder.put(AttributeKey.stringKey(key), value);
    }
    return this;
  }

  /** Sets an integer. */
  public TraceAttributes put(String key, long value) {
    builder.put(AttributeKey.longKey(key), Long.valueOf(value));
    return this;
  }

  /** Sets a floating point number. */
  public TraceAttributes put(String key, double value) {
    builder.put(AttributeKey.doubleKey(key), Double.valueOf(value));
    return this;
  }

  /** Sets a boolean. */
  public TraceAttributes put(String key, boolean value) {
    builder.put(AttributeKey.booleanKey(key), Boolean.valueOf(value));
    return this;
  }

  /** Sets strings; null does nothing. */
  public TraceAttributes putStrings(String key, @Nullable List<String> values) {
    if (values != null) {
      builder.put(AttributeKey.stringArrayKey(key), values);
    }
    return this;
  }

  /** Sets integers; null does nothing. */
  public TraceAttributes putLongs(String key, @Nullable List<Long> values) {
    if (values != null) {
      builder.put(AttributeKey.longArrayKey(key), values);
    }
    return this;
  }

  /** Sets floating point numbers; null does nothing. */
  public TraceAttributes putDoubles(String key, @Nullable List<Double> values) {
    if (values != null) {
      builder.put(AttributeKey.doubleArrayKey(key), values);
    }
    return this;
  }

  /** Sets booleans; null does nothing. */
  public TraceAttributes putBooleans(String key, @Nullable List<Boolean> values) {
    if (values != null) {
      builder.put(AttributeKey.booleanArrayKey(key), values);
    }
    return this;
  }

  Attributes build() {
    return builder.build();
  }

  static Attributes of(@Nullable TraceAttributes attributes) {
    return attributes == null ? Attributes.empty() : attributes.build();
  }
}
