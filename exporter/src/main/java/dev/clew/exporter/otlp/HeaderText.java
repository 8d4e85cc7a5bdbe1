package dev.clew.exporter.otlp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What may stand in a header line, and how configuration writes it. */
final class HeaderText {

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  private HeaderText() {}

  /** RFC 9110 token. */
  static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && TOKEN_SIGNS.indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** No control character, so no second header line hides in it. */
  static boolean isValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || (c >= 0x7f && c < 0xa0) || c > 0xff) {
        return false;
      }
    }
    return true;
  }

  /**
   * Percent-decodes UTF-8; an escape that is none stays as it is, so that plain values need no
   * escaping.
   */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
      if (low >= 0) {
        bytes.write(high << 4 | low);
        i += 2;
      } else {
        byte[] plain = String.valueOf(c).getBytes(StandardCharsets.UTF_8);
        bytes.write(plain, 0, plain.length);
      }
    }
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }
}
