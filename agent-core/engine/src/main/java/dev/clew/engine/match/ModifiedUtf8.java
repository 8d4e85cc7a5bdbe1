package dev.clew.engine.match;

/** Text in class files: JVM specification 4.4.7. */
final class ModifiedUtf8 {

  private ModifiedUtf8() {}

  /** Decodes; bytes that are no character become {@code U+FFFD}. The range must be inside. */
  @SuppressWarnings(
      "deprecation") // the only constructor that copies ASCII without a charset look-up
  static String decode(byte[] bytes, int from, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[from + i] <= 0) {
        return decodeAny(bytes, from, length);
      }
    }
    return new String(bytes, 0, from, length);
  }

  private static String decodeAny(byte[] bytes, int from, int length) {
    char[] chars = new char[length];
    int n = 0;
    int at = from;
    int end = from + length;
    while (at < end) {
      int first = bytes[at++] & 0xFF;
      if (first < 0x80) {
        chars[n++] = (char) first;
      } else if ((first & 0xE0) == 0xC0 && at < end) {
        chars[n++] = (char) ((first & 0x1F) << 6 | bytes[at++] & 0x3F);
      } else if ((first & 0xF0) == 0xE0 && at + 1 < end) {
        chars[n++] = (char) ((first & 0x0F) << 12 | (bytes[at] & 0x3F) << 6 | bytes[at + 1] & 0x3F);
        at += 2;
      } else {
        chars[n++] = '\uFFFD';
      }
    }
    return new String(chars, 0, n);
  }
}
