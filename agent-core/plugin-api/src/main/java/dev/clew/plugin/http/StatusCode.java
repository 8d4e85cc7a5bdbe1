package dev.clew.plugin.http;

import org.jspecify.annotations.Nullable;

/** Status codes as attribute values, made once each. */
final class StatusCode {

  private static final int SIZE = 600;

  // Filled without a lock: two threads at worst make the same value twice.
  private static final @Nullable Long[] NUMBERS = new Long[SIZE];
  private static final @Nullable String[] TEXTS = new String[SIZE];

  private StatusCode() {}

  /** The value of {@code http.response.status_code}; null for zero and less. */
  static @Nullable Long number(int status) {
    if (status <= 0 || status >= SIZE) {
      return status <= 0 ? null : Long.valueOf(status);
    }
    Long number = NUMBERS[status];
    if (number == null) {
      number = Long.valueOf(status);
      NUMBERS[status] = number;
    }
    return number;
  }

  /** The value of {@code error.type}. */
  static String text(int status) {
    if (status < 0 || status >= SIZE) {
      return Integer.toString(status);
    }
    String text = TEXTS[status];
    if (text == null) {
      text = Integer.toString(status);
      TEXTS[status] = text;
    }
    return text;
  }
}
