package dev.clew.plugin.db;

/**
 * Finds where the pieces of a statement end, by the rules of a dialect. Pure: every method goes
 * from an index to the index behind a piece, and what does not end, ends with the text.
 */
final class SqlReader {

  private final String sql;
  private final SqlDialect dialect;
  private final int end;

  SqlReader(String sql, SqlDialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
    this.end = sql.length();
  }

  /** The character at an index; NUL behind the end. */
  char at(int index) {
    return index < end ? sql.charAt(index) : '\0';
  }

  // ---- comments

  /** Returns the end of the comment that begins here, or {@code start} if none does. */
  int endOfComment(int start) {
    char c = at(start);
    if (c == '-' && at(start + 1) == '-') {
      return isLineComment(start) ? endOfLine(start) : start;
    }
    if (c == '#' && dialect.hashComments) {
      return endOfLine(start);
    }
    return c == '/' && at(start + 1) == '*' ? endOfBlockComment(start) : start;
  }

  /** In MySQL {@code 5--3} is a subtraction: dashes need white space behind them. */
  private boolean isLineComment(int start) {
    if (dialect != SqlDialect.MYSQL) {
      return true;
    }
    int behind = endOfDashes(start);
    char next = at(behind);
    return isSpace(next) || next == '#' || (next == '/' && at(behind + 1) == '*');
  }

  int endOfDashes(int start) {
    int i = start;
    while (at(i) == '-') {
      i++;
    }
    return i;
  }

  private int endOfLine(int start) {
    int i = start;
    while (i < end && sql.charAt(i) != '\n' && sql.charAt(i) != '\r') {
      i++;
    }
    return i;
  }

  private int endOfBlockComment(int start) {
    int depth = 1;
    int i = start + 2;
    while (i < end && depth > 0) {
      char c = sql.charAt(i);
      if (c == '*' && at(i + 1) == '/') {
        depth--;
        i += 2;
      } else if (c == '/' && at(i + 1) == '*' && dialect.nestedComments) {
        depth++;
        i += 2;
      } else {
        i++;
      }
    }
    return i;
  }

  // ---- strings

  /** Returns the end of the string whose quote stands here. */
  int endOfString(int start, boolean backslash) {
    char quote = sql.charAt(start);
    boolean ambiguous = false;
    int i = start + 1;
    while (i < end) {
      char c = sql.charAt(i++);
      if (c == '\\' && backslash) {
        i++;
      } else if (c == '\\' && at(i) == quote) {
        ambiguous = dialect == SqlDialect.GENERIC;
      } else if (c == quote) {
        if (at(i) != quote) {
          break;
        }
        i++;
      }
    }
    // Whether \' ends a string decides what is inside and what is outside from here on.
    return ambiguous ? end : Math.min(i, end);
  }

  /** Returns the end of {@code $tag$ … $tag$}, or -1 if that does not begin here. */
  int endOfDollarString(int start) {
    if (!dialect.dollarQuotes || isDigit(at(start + 1))) {
      return -1;
    }
    int tag = start + 1;
    while (tag < end && isWordPart(sql.charAt(tag)) && sql.charAt(tag) != '$') {
      tag++;
    }
    if (at(tag) != '$') {
      return -1;
    }
    String delimiter = sql.substring(start, tag + 1);
    int close = sql.indexOf(delimiter, tag + 1);
    return close < 0 ? end : close + delimiter.length();
  }

  /**
   * Returns the end of a string that begins with letters: E'…', N'…', X'…', U&amp;'…', q'[…]'.
   *
   * @param start of the letters
   * @param stop behind them
   * @return -1 if they are no prefix of a string
   */
  int endOfPrefixedString(int start, int stop) {
    int length = stop - start;
    char first = lower(sql.charAt(start));
    if (length == 1 && first == 'u' && at(stop) == '&' && at(stop + 1) == '\'') {
      return endOfString(stop + 1, dialect.backslash);
    }
    if (length > 2 || at(stop) != '\'') {
      return -1;
    }
    char last = lower(sql.charAt(stop - 1));
    if (last == 'q' && dialect.alternativeQuotes && (length == 1 || first == 'n')) {
      return endOfAlternativeString(stop);
    }
    if (length == 1 && "enbxrq".indexOf(first) >= 0) {
      boolean escapes = first == 'e' && dialect.dollarQuotes;
      return endOfString(stop, dialect.backslash || escapes);
    }
    return -1;
  }

  private int endOfAlternativeString(int quote) {
    char close = closing(at(quote + 1));
    int i = quote + 2;
    while (i < end && !(sql.charAt(i) == close && at(i + 1) == '\'')) {
      i++;
    }
    return Math.min(i + 2, end);
  }

  private static char closing(char open) {
    switch (open) {
      case '[':
        return ']';
      case '(':
        return ')';
      case '{':
        return '}';
      case '<':
        return '>';
      default:
        return open;
    }
  }

  // ---- names, numbers, parameters

  /** Returns what closes a quoted name that this character opens, or NUL if it opens none. */
  char nameQuote(char c) {
    if (c == '`' || (c == '"' && !dialect.doubleQuotedStrings)) {
      return c;
    }
    return c == '[' && dialect.bracketNames ? ']' : '\0';
  }

  /** Returns the end of the quoted name whose quote stands here, or -1 if it does not end. */
  int endOfQuotedName(int start, char close) {
    int i = start + 1;
    while (i < end) {
      if (sql.charAt(i++) == close) {
        if (at(i) != close) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /** Returns the end of a name whose first part ends here: {@code .table}, {@code ."b"}. */
  int endOfQualifiedName(int stop) {
    int i = stop;
    while (at(i) == '.') {
      char next = at(i + 1);
      char close = nameQuote(next);
      int part = -1;
      if (isWordStart(next)) {
        part = endOfWord(i + 1);
      } else if (close != '\0') {
        part = endOfQuotedName(i + 1, close);
      }
      if (part < 0) {
        break;
      }
      i = part;
    }
    return i;
  }

  int endOfWord(int start) {
    int i = start;
    while (i < end && isWordPart(sql.charAt(i))) {
      i++;
    }
    return i;
  }

  /** A number runs to the end of whatever is glued to it: 1e5, 0xFF, 10L, 1_000. */
  int endOfNumber(int start) {
    int i = start;
    while (i < end) {
      char c = sql.charAt(i);
      boolean sign = (c == '+' || c == '-') && i > start && isExponent(i - 1) && isDigit(at(i + 1));
      if (!isWordPart(c) && c != '.' && !sign) {
        break;
      }
      i++;
    }
    return i;
  }

  private boolean isExponent(int index) {
    char before = index == 0 ? '\0' : sql.charAt(index - 1);
    return lower(sql.charAt(index)) == 'e' && (isDigit(before) || before == '.');
  }

  /** Returns the end of {@code ?}, {@code ?1}, {@code :name}, {@code @name}, {@code $1}, or -1. */
  int endOfParameter(int start) {
    char c = at(start);
    char next = at(start + 1);
    switch (c) {
      case '?':
        return endOfDigits(start + 1);
      case '$':
        boolean numbered = isDigit(next) && dialect == SqlDialect.POSTGRESQL;
        return numbered ? endOfDigits(start + 1) : -1;
      case '@':
        return isWordStart(next) || next == '@' ? endOfVariable(start + 1) : -1;
      case ':':
        boolean cast = start > 0 && sql.charAt(start - 1) == ':';
        // In other dialects :2 may be the end of an array's slice.
        boolean named = isWordStart(next) || (isDigit(next) && dialect == SqlDialect.ORACLE);
        return named && !cast ? endOfWord(start + 1) : -1;
      default:
        return -1;
    }
  }

  private int endOfDigits(int start) {
    int i = start;
    while (isDigit(at(i))) {
      i++;
    }
    return i;
  }

  private int endOfVariable(int start) {
    int i = start;
    while (isWordPart(at(i)) || at(i) == '@') {
      i++;
    }
    return i;
  }

  // ---- characters

  /** The next character that is not white space. */
  char nextSymbol(int start) {
    int i = start;
    while (i < end && sql.charAt(i) <= ' ') {
      i++;
    }
    return at(i);
  }

  boolean isBoolean(int start, int stop) {
    int length = stop - start;
    return (length == 4 && sql.regionMatches(true, start, "true", 0, 4))
        || (length == 5 && sql.regionMatches(true, start, "false", 0, 5));
  }

  boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (c == '#' && dialect == SqlDialect.SQL_SERVER)
        || (c > 127 && Character.isLetter(c));
  }

  boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c) || c == '$' || (c > 127 && Character.isDigit(c));
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isSpace(char c) {
    return c <= ' ' || (c > 127 && Character.isWhitespace(c));
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
