package dev.clew.propagators;

/** Character classes and trimming of HTTP headers, without regular expressions. */
final class HeaderChars {

  private HeaderChars() {}

  /** First position in {@code [start, end)} that is neither space nor tab; {@code end} if none. */
  static int skipSpace(String text, int start, int end) {
    int position = start;
    while (position < end && isSpace(text.charAt(position))) {
      position++;
    }
    return position;
  }

  /** The end of {@code [start, end)} without spaces and tabs. */
  static int trimEnd(String text, int start, int end) {
    int position = end;
    while (position > start && isSpace(text.charAt(position - 1))) {
      position--;
    }
    return position;
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  static boolean isLowerHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /** 0 to 15, or -1; both cases. */
  static int hexValue(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }

  /** The position of {@code c} in {@code [start, end)}, or -1. */
  static int indexOf(String text, char c, int start, int end) {
    int position = text.indexOf(c, start);
    return position < end ? position : -1;
  }

  /** RFC 9110 {@code tchar}. */
  static boolean isTokenChar(char c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
      return true;
    }
    switch (c) {
      case '!':
      case '#':
      case '$':
      case '%':
      case '&':
      case '\'':
      case '*':
      case '+':
      case '-':
      case '.':
      case '^':
      case '_':
      case '`':
      case '|':
      case '~':
        return true;
      default:
        return false;
    }
  }
}
