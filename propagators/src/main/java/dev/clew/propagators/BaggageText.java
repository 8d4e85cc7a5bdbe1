package dev.clew.propagators;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Characters and percent-encoding of W3C Baggage. */
final class BaggageText {

  private static final String HEX = "0123456789ABCDEF";

  private BaggageText() {}

  /** RFC 9110 token, not empty. */
  static boolean isToken(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!HeaderChars.isTokenChar(text.charAt(i))) {
        return false;
      }
    }
    return from < to;
  }

  /** {@code baggage-octet}: printable ASCII but space, quote, comma, semicolon and backslash. */
  static boolean isOctet(char c) {
    return c > ' ' && c <= '~' && c != '"' && c != ',' && c != ';' && c != '\\';
  }

  /**
   * Properties as they stand: octets, separators and well-formed escapes, so that they can be sent
   * again.
   */
  static boolean isMetadata(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (!isEscape(text, i, text.length())) {
          return false;
        }
      } else if (!isOctet(c) && c != ';' && !HeaderChars.isSpace(c)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Percent-decodes a value; null if a character or an escape is malformed. Undecodable UTF-8
   * becomes U+FFFD.
   */
  static @Nullable String decode(String text, int from, int to) {
    boolean escaped = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!isOctet(c) || (c == '%' && !isEscape(text, i, to))) {
        return null;
      }
      escaped |= c == '%';
    }
    return escaped ? unescape(text, from, to) : text.substring(from, to);
  }

  /** Appends the value, percent-encoding what is no octet, and the percent sign itself. */
  static void encode(String value, StringBuilder target) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (isOctet(c) && c != '%') {
        target.append(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        encodeUtf8(value.substring(i, i + 2), target);
        i++;
      } else {
        encodeUtf8(Character.isSurrogate(c) ? "\ufffd" : String.valueOf(c), target);
      }
    }
  }

  private static void encodeUtf8(String character, StringBuilder target) {
    for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
      target.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
    }
  }

  private static boolean isEscape(String text, int percent, int to) {
    return percent + 2 < to
        && HeaderChars.hexValue(text.charAt(percent + 1)) >= 0
        && HeaderChars.hexValue(text.charAt(percent + 2)) >= 0;
  }

  private static String unescape(String text, int from, int to) {
    byte[] bytes = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = HeaderChars.hexValue(text.charAt(i + 1));
        bytes[length++] = (byte) (high << 4 | HeaderChars.hexValue(text.charAt(i + 2)));
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
