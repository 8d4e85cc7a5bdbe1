package dev.clew.exporter.otlp;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Apart, so that date formats are loaded only when a collector answers with a date. */
final class HttpDate {

  private HttpDate() {}

  /** Parses {@code Fri, 20 Nov 2026 12:00:00 GMT}; throws a RuntimeException on anything else. */
  static long epochMillis(String value) {
    return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
        .toInstant()
        .toEpochMilli();
  }
}
