package dev.clew.plugin.http;

import org.jspecify.annotations.Nullable;

/**
 * What proxies tell about the original request: {@code Forwarded} (RFC 7239) first, else {@code
 * X-Forwarded-*}. Only the first element counts: the hop next to the client.
 */
final class Forwarded {

  private Forwarded() {}

  /**
   * Returns the value of a parameter in the first element, without quotes; null if there is none.
   *
   * @param parameter in lower case
   */
  static @Nullable String parameter(@Nullable String header, String parameter) {
    if (header == null) {
      return null;
    }
    int i = 0;
    while (i < header.length()) {
      i = skipSpaces(header, i);
      int equals = i;
      while (equals < header.length() && header.charAt(equals) != '=') {
        if (header.charAt(equals) == ',') {
          return null;
        }
        equals++;
      }
      int end = endOfValue(header, equals + 1);
      boolean found =
          equals - i == parameter.length()
              && header.regionMatches(true, i, parameter, 0, parameter.length());
      if (found) {
        return unquote(header, equals + 1, end);
      }
      if (end >= header.length() || header.charAt(end) == ',') {
        return null;
      }
      i = end + 1;
    }
    return null;
  }

  /** Returns the first element of a comma-separated list; null if it is empty. */
  static @Nullable String first(@Nullable String header) {
    if (header == null) {
      return null;
    }
    int comma = header.indexOf(',');
    String first = (comma < 0 ? header : header.substring(0, comma)).trim();
    return first.isEmpty() ? null : first;
  }

  private static int skipSpaces(String text, int start) {
    int i = start;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }

  private static int endOfValue(String text, int start) {
    boolean quoted = false;
    int i = start;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ';' || c == ',')) {
        return i;
      }
      i++;
    }
    return text.length();
  }

  private static @Nullable String unquote(String text, int start, int end) {
    String value = text.substring(Math.min(start, end), end).trim();
    if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
      value = value.substring(1, value.length() - 1);
    }
    return value.isEmpty() ? null : value;
  }
}
