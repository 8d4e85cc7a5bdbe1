package dev.clew.plugin.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces credentials in URLs, in one pass and without an object when there is nothing to replace:
 * user information by {@code REDACTED:REDACTED}, the values of listed parameters by {@code
 * REDACTED}. Parameters are looked for in the query, in the fragment (OAuth puts tokens there) and
 * behind semicolons of the path. Names are compared without case and after percent-decoding.
 */
final class UrlRedaction {

  static final String REDACTED = "REDACTED";
  static final String REDACTED_USER = "REDACTED:REDACTED";

  private static final int PATH = 0;
  private static final int QUERY = 1;
  private static final int FRAGMENT = 2;

  private final String[] names;

  /** Bit {@code c & 63} is set if a name begins with the lower-case character c. */
  private final long firstCharacters;

  /** Characters of the longest name if all of it were percent-encoded. */
  private final int longest;

  UrlRedaction(List<String> parameters) {
    names = new String[parameters.size()];
    long first = 0;
    int length = 0;
    for (int i = 0; i < names.length; i++) {
      names[i] = lower(parameters.get(i));
      length = Math.max(length, names[i].length());
      if (!names[i].isEmpty()) {
        first |= 1L << (names[i].charAt(0) & 63);
      }
    }
    firstCharacters = first;
    longest = 3 * length;
  }

  /** Redacts a path, with or without what follows it. */
  String path(String path) {
    return redact(path, 0, PATH);
  }

  /** Redacts a query without its question mark. */
  String query(String query) {
    return redact(query, 0, QUERY);
  }

  /**
   * Redacts a URL.
   *
   * @param userStart where the user information begins
   * @param hostStart where the host begins: {@code userStart}, or behind the {@code @}
   */
  String url(String url, int userStart, int hostStart) {
    if (hostStart == userStart) {
      return redact(url, hostStart, PATH);
    }
    String clean = url.substring(0, userStart) + REDACTED_USER + "@" + url.substring(hostStart);
    return redact(clean, userStart + REDACTED_USER.length() + 1, PATH);
  }

  private String redact(String text, int from, int firstPart) {
    StringBuilder out = null;
    int copied = 0;
    int part = firstPart;
    boolean atName = firstPart == QUERY;
    int i = from;
    while (i < text.length()) {
      if (atName) {
        atName = false;
        int value = valueOfListed(text, i, part);
        if (value >= 0) {
          int end = endOfValue(text, value, part);
          out = out == null ? new StringBuilder(text.length() + 16) : out;
          out.append(text, copied, value).append(REDACTED);
          copied = end;
          i = end;
          continue;
        }
      }
      char c = text.charAt(i++);
      if (c == '#') {
        part = FRAGMENT;
        atName = true;
      } else if (c == '?') {
        part = part == PATH ? QUERY : part;
        atName = true;
      } else if (c == ';' || (c == '&' && part != PATH)) {
        atName = true;
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  /** Returns where the value begins if a listed name and an equals sign stand at {@code start}. */
  private int valueOfListed(String text, int start, int part) {
    char first = at(text, start);
    if (first == '\0' || (firstCharacters >>> (lower(first) & 63) & 1) == 0) {
      return -1;
    }
    int equals = start;
    int last = Math.min(text.length(), start + longest + 1);
    while (equals < last && text.charAt(equals) != '=') {
      if (endsValue(text.charAt(equals), part)) {
        return -1;
      }
      equals++;
    }
    if (equals == last) {
      return -1;
    }
    for (String name : names) {
      if (matches(text, start, equals, name)) {
        return equals + 1;
      }
    }
    return -1;
  }

  private static boolean matches(String text, int start, int end, String name) {
    int i = start;
    for (int k = 0; k < name.length(); k++) {
      if (i >= end || lower(at(text, i)) != name.charAt(k)) {
        return false;
      }
      i += isEscape(text, i) ? 3 : 1;
    }
    return i == end;
  }

  private static int endOfValue(String text, int start, int part) {
    int end = start;
    while (end < text.length() && !endsValue(text.charAt(end), part)) {
      end++;
    }
    return end;
  }

  /** A semicolon does not end a value of a query: a password may contain one. */
  private static boolean endsValue(char c, int part) {
    if (part == PATH) {
      return c == '/' || c == ';' || c == '?' || c == '#';
    }
    return c == '&' || (c == '#' && part == QUERY);
  }

  /** The character at an index, percent-decoded if it is an escape. */
  private static char at(String text, int i) {
    if (i >= text.length()) {
      return '\0';
    }
    return isEscape(text, i)
        ? (char) (hex(text.charAt(i + 1)) * 16 + hex(text.charAt(i + 2)))
        : text.charAt(i);
  }

  private static boolean isEscape(String text, int i) {
    return text.charAt(i) == '%'
        && i + 2 < text.length()
        && hex(text.charAt(i + 1)) >= 0
        && hex(text.charAt(i + 2)) >= 0;
  }

  private static int hex(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    char lower = lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  private static String lower(@Nullable String name) {
    if (name == null) {
      return "";
    }
    char[] characters = name.toCharArray();
    for (int i = 0; i < characters.length; i++) {
      characters[i] = lower(characters[i]);
    }
    return new String(characters);
  }
}
