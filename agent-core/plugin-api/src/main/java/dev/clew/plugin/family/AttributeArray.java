package dev.clew.plugin.family;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Attributes on their way to a span: one array, neither sorted nor copied. Keys must be distinct;
 * null values are left out. Filled by one thread, then handed over once and read only.
 */
public final class AttributeArray implements Attributes {

  private Object[] entries;
  private int length;

  /** Creates an empty array. */
  public AttributeArray(int expectedAttributes) {
    entries = new Object[2 * expectedAttributes];
  }

  /** Appends an attribute unless the value is null. */
  public <T> AttributeArray put(AttributeKey<T> key, @Nullable T value) {
    if (value != null) {
      if (length == entries.length) {
        entries = Arrays.copyOf(entries, Math.max(8, 2 * length));
      }
      entries[length++] = key;
      entries[length++] = value;
    }
    return this;
  }

  /** Appends a number unless it is negative: ports, sizes and codes that are not known. */
  public AttributeArray putIfKnown(AttributeKey<Long> key, long value) {
    return value < 0 ? this : put(key, Long.valueOf(value));
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> @Nullable T get(AttributeKey<T> key) {
    for (int i = 0; i < length; i += 2) {
      if (entries[i].equals(key)) {
        return (T) entries[i + 1];
      }
    }
    return null;
  }

  @Override
  public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    for (int i = 0; i < length; i += 2) {
      consumer.accept((AttributeKey<?>) entries[i], entries[i + 1]);
    }
  }

  @Override
  public int size() {
    return length / 2;
  }

  @Override
  public boolean isEmpty() {
    return length == 0;
  }

  @Override
  public Map<AttributeKey<?>, Object> asMap() {
    Map<AttributeKey<?>, Object> map = new HashMap<>();
    for (int i = 0; i < length; i += 2) {
      map.put((AttributeKey<?>) entries[i], entries[i + 1]);
    }
    return map;
  }

  @Override
  public AttributesBuilder toBuilder() {
    return Attributes.builder().putAll(this);
  }
}
