package dev.clew.exporter.tree;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/** One span as text: kind, name, duration, what it talked to, error, id. */
final class SpanLine {

  private static final AttributeKey<Long> HTTP_STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> URL_FULL = AttributeKey.stringKey("url.full");
  private static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> DB_SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> DB_SUMMARY = AttributeKey.stringKey("db.query.summary");
  private static final AttributeKey<String> DB_TEXT = AttributeKey.stringKey("db.query.text");
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> EXCEPTION_TYPE =
      AttributeKey.stringKey("exception.type");
  private static final AttributeKey<String> EXCEPTION_MESSAGE =
      AttributeKey.stringKey("exception.message");

  private static final int MAX_TEXT = 120;

  private final Paint paint;
  private final boolean ascii;

  SpanLine(Paint paint, boolean ascii) {
    this.paint = paint;
    this.ascii = ascii;
  }

  void append(StringBuilder text, SpanData span) {
    text.append(span.getKind().name()).append(' ').append(paint.strong(clean(span.getName())));
    text.append("  ").append(duration(span.getEndEpochNanos() - span.getStartEpochNanos()));
    add(text, target(span));
    Long status = span.getAttributes().get(HTTP_STATUS);
    add(text, status == null ? null : String.valueOf(status));
    String error = error(span);
    add(text, error == null ? null : paint.alarm(clean(error)));
    add(text, paint.faint(span.getSpanId()));
  }

  /**
   * Printable and of bounded length: names and values can come from a peer, and this goes to a
   * terminal.
   */
  static String clean(String raw) {
    StringBuilder clean = new StringBuilder(Math.min(raw.length(), MAX_TEXT + 3));
    for (int i = 0; i < raw.length(); i++) {
      if (i == MAX_TEXT) {
        return clean.append("...").toString();
      }
      char c = raw.charAt(i);
      if (c == '\n' || c == '\r' || c == '\t') {
        clean.append(' ');
      } else {
        boolean harmless = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
        clean.append(harmless ? c : '?');
      }
    }
    return clean.toString();
  }

  /** Three or four significant digits: {@code 412 µs}, {@code 15.3 ms}, {@code 2.417 s}. */
  String duration(long nanos) {
    if (nanos < 0) {
      return "?";
    }
    if (nanos < 1_000_000) {
      return nanos / 1000 + (ascii ? " us" : " \u00b5s");
    }
    if (nanos < 1_000_000_000) {
      return nanos / 1_000_000 + "." + nanos / 100_000 % 10 + " ms";
    }
    long millis = nanos / 1_000_000;
    return millis / 1000 + "." + String.valueOf(1000 + millis % 1000).substring(1) + " s";
  }

  private static @Nullable String target(SpanData span) {
    String system = span.getAttributes().get(DB_SYSTEM);
    if (system != null) {
      String summary = span.getAttributes().get(DB_SUMMARY);
      String what = summary == null ? span.getAttributes().get(DB_TEXT) : summary;
      return clean(what == null || what.equals(span.getName()) ? system : system + " " + what);
    }
    String url = span.getAttributes().get(URL_FULL);
    url = url == null ? span.getAttributes().get(URL_PATH) : url;
    return url == null || span.getName().endsWith(" " + url) ? null : clean(url);
  }

  /** "ERROR" with the best explanation the span has; null for a span without an error. */
  private static @Nullable String error(SpanData span) {
    if (span.getStatus().getStatusCode() != StatusCode.ERROR) {
      return null;
    }
    for (EventData event : span.getEvents()) {
      String type = event.getAttributes().get(EXCEPTION_TYPE);
      if (type != null) {
        String message = event.getAttributes().get(EXCEPTION_MESSAGE);
        return "ERROR " + type + (message == null ? "" : ": " + message);
      }
    }
    String description = span.getStatus().getDescription();
    if (!description.isEmpty()) {
      return "ERROR " + description;
    }
    String type = span.getAttributes().get(ERROR_TYPE);
    return type == null ? "ERROR" : "ERROR " + type;
  }

  private static void add(StringBuilder text, @Nullable String part) {
    if (part != null) {
      text.append("  ").append(part);
    }
  }
}
