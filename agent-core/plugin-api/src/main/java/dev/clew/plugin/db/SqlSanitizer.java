package dev.clew.plugin.db;

/**
 * Removes literals from SQL and finds out what a statement does. One pass, time linear in the
 * input, of which the first {@link #MAX_LENGTH} characters count; never throws.
 *
 * <p>Strings, numbers, booleans, bit and hexadecimal literals become {@code ?}; lists behind {@code
 * IN} collapse to {@code (?)}; comments are left out, because they carry anything, and white space
 * becomes one space. Also the text of prepared statements is sanitized: the conventions would leave
 * it, but a literal in it is no less private. Where a reading is ambiguous, the one that shows less
 * is taken. Sanitizing twice changes nothing.
 */
public final class SqlSanitizer {

  /** Characters of a statement that are looked at; what follows is cut. */
  public static final int MAX_LENGTH = 32 * 1024;

  private final String sql;
  private final int end;
  private final SqlDialect dialect;
  private final StringBuilder out;
  private final SqlSummary summary = new SqlSummary();

  private int at;
  private boolean space;

  /** Where the parenthesis of an IN list stands in {@link #out}, or -1. */
  private int inList = -1;

  private boolean afterIn;

  private SqlSanitizer(String sql, SqlDialect dialect) {
    this.sql = sql.length() > MAX_LENGTH ? sql.substring(0, MAX_LENGTH) : sql;
    this.dialect = dialect;
    this.end = this.sql.length();
    this.out = new StringBuilder(end);
  }

  /** Sanitizes a statement. */
  public static SqlText sanitize(String sql, SqlDialect dialect) {
    SqlSanitizer sanitizer = new SqlSanitizer(sql, dialect);
    sanitizer.run();
    boolean same = sanitizer.out.length() == sql.length() && sql.contentEquals(sanitizer.out);
    String text = same ? sql : sanitizer.out.toString();
    return new SqlText(text, sanitizer.summary.text());
  }

  private void run() {
    while (at < end) {
      char c = sql.charAt(at);
      if (isSpace(c)) {
        at++;
        space = true;
      } else if (!comment(c) && !quoted(c) && !wordOrNumber(c)) {
        symbol(c);
      }
    }
  }

  // ---- comments

  private boolean comment(char c) {
    if (c == '-' && peek(1) == '-') {
      if (!isLineComment()) {
        return false;
      }
      skipLine();
    } else if (c == '#' && dialect.hashComments) {
      skipLine();
    } else if (c == '/' && peek(1) == '*') {
      skipBlockComment();
    } else {
      return false;
    }
    space = true;
    return true;
  }

  /** In MySQL {@code 5--3} is a subtraction: dashes need white space behind them. */
  private boolean isLineComment() {
    if (dialect != SqlDialect.MYSQL) {
      return true;
    }
    int behind = endOfDashes() - at;
    char next = peek(behind);
    return isSpace(next) || next == '#' || (next == '/' && peek(behind + 1) == '*');
  }

  private int endOfDashes() {
    int i = at;
    while (i < end && sql.charAt(i) == '-') {
      i++;
    }
    return i;
  }

  private void skipLine() {
    while (at < end && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
      at++;
    }
  }

  private void skipBlockComment() {
    int depth = 1;
    at += 2;
    while (at < end && depth > 0) {
      char c = sql.charAt(at);
      if (c == '*' && peek(1) == '/') {
        depth--;
        at += 2;
      } else if (c == '/' && peek(1) == '*' && dialect.nestedComments) {
        depth++;
        at += 2;
      } else {
        at++;
      }
    }
  }

  // ---- strings and quoted names

  private boolean quoted(char c) {
    if (c == '\'') {
      string(c, dialect.backslash);
    } else if (c == '"') {
      if (dialect.doubleQuotedStrings) {
        string(c, dialect.backslash);
      } else {
        quotedName('"');
      }
    } else if (c == '`') {
      quotedName('`');
    } else if (c == '[' && dialect.bracketNames) {
      quotedName(']');
    } else if (c == '$') {
      return dollar();
    } else {
      return false;
    }
    return true;
  }

  /** Skips a string whose quote is at {@link #at}, and writes a question mark. */
  private void string(char quote, boolean backslash) {
    at++;
    boolean ambiguous = false;
    while (at < end) {
      char c = sql.charAt(at++);
      if (c == '\\') {
        if (backslash) {
          at++;
        } else if (peek(0) == quote) {
          ambiguous = dialect == SqlDialect.GENERIC;
        }
      } else if (c == quote) {
        if (peek(0) != quote || at >= end) {
          break;
        }
        at++;
      }
    }
    // Whether \' ends a string decides what is inside and what is outside from here on.
    at = ambiguous ? end : Math.min(at, end);
    placeholder();
  }

  /** A name that does not end may hold anything, so it is not shown. */
  private void quotedName(char close) {
    int start = at;
    if (skipQuotedName(close)) {
      restOfName(start);
    } else {
      placeholder();
    }
  }

  /** Skips a quoted name whose quote is at {@link #at}; false if it does not end. */
  private boolean skipQuotedName(char close) {
    at++;
    while (at < end) {
      if (sql.charAt(at++) == close) {
        if (peek(0) != close) {
          return true;
        }
        at++;
      }
    }
    return false;
  }

  /** {@code $tag$ … $tag$}, {@code $1} or {@code $19.99}. */
  private boolean dollar() {
    if (dialect.dollarQuotes) {
      int tag = at + 1;
      while (tag < end && isWordPart(sql.charAt(tag)) && sql.charAt(tag) != '$') {
        tag++;
      }
      if (tag < end && sql.charAt(tag) == '$' && !isDigit(peek(1))) {
        String delimiter = sql.substring(at, tag + 1);
        int close = sql.indexOf(delimiter, tag + 1);
        at = close < 0 ? end : close + delimiter.length();
        placeholder();
        return true;
      }
    }
    if (!isDigit(peek(1))) {
      return false;
    }
    if (dialect == SqlDialect.POSTGRESQL) {
      int start = at++;
      while (at < end && isDigit(sql.charAt(at))) {
        at++;
      }
      parameter(start);
    } else {
      at++; // money
      number();
    }
    return true;
  }

  // ---- words and numbers

  private boolean wordOrNumber(char c) {
    if (isDigit(c) || (c == '.' && isDigit(peek(1)) && !endsInName())) {
      number();
    } else if (isWordStart(c)) {
      word();
    } else if (c == '?') {
      int start = at++;
      while (at < end && isDigit(sql.charAt(at))) {
        at++; // ?1 of SQLite and H2
      }
      parameter(start);
    } else if ((c == ':' || c == '@') && isParameter()) {
      int start = at++;
      while (at < end && (isWordPart(sql.charAt(at)) || sql.charAt(at) == '@')) {
        at++;
      }
      parameter(start);
    } else {
      return false;
    }
    return true;
  }

  /** A number runs to the end of whatever is glued to it: 1e5, 0xFF, 10L, 1_000. */
  private void number() {
    while (at < end) {
      char c = sql.charAt(at);
      boolean sign = (c == '+' || c == '-') && isExponent(at - 1) && isDigit(peek(1));
      if (!isWordPart(c) && c != '.' && !sign) {
        break;
      }
      at++;
    }
    placeholder();
  }

  private boolean isExponent(int index) {
    char c = sql.charAt(index);
    return (c == 'e' || c == 'E') && index > 0 && isDigitOrDot(sql.charAt(index - 1));
  }

  private void word() {
    int start = at;
    while (at < end && isWordPart(sql.charAt(at))) {
      at++;
    }
    if (prefixedString(start)) {
      return;
    }
    if (isBoolean(start, at) && (start == 0 || sql.charAt(start - 1) != '.')) {
      placeholder();
      return;
    }
    restOfName(start);
  }

  /** E'…', N'…', X'…', U&amp;'…', q'[…]': letters that belong to the string behind them. */
  private boolean prefixedString(int start) {
    int length = at - start;
    char next = peek(0);
    char first = lower(sql.charAt(start));
    if (next == '&' && peek(1) == '\'' && length == 1 && first == 'u') {
      at++;
      string('\'', dialect.backslash);
      return true;
    }
    if (next != '\'' || length > 2) {
      return false;
    }
    char last = lower(sql.charAt(at - 1));
    if (last == 'q' && dialect.alternativeQuotes && (length == 1 || first == 'n')) {
      alternativeString();
      return true;
    }
    if (length == 1 && "enbxrq".indexOf(first) >= 0) {
      boolean escapes = first == 'e' && dialect.dollarQuotes;
      string('\'', dialect.backslash || escapes);
      return true;
    }
    return false;
  }

  private void alternativeString() {
    at++;
    char open = peek(0);
    char close = open == '[' ? ']' : open == '(' ? ')' : open == '{' ? '}' : open;
    close = open == '<' ? '>' : close;
    at++;
    while (at < end && !(sql.charAt(at) == close && peek(1) == '\'')) {
      at++;
    }
    at = Math.min(at + 2, end);
    placeholder();
  }

  /** Continues a name behind its first part: {@code schema.table}, {@code "a"."b"}. */
  private void restOfName(int start) {
    boolean plain = isWordStart(sql.charAt(start));
    while (at + 1 < end && sql.charAt(at) == '.') {
      char next = sql.charAt(at + 1);
      if (isWordStart(next)) {
        at++;
        while (at < end && isWordPart(sql.charAt(at))) {
          at++;
        }
      } else if (isNameQuote(next)) {
        int dot = at++;
        if (!skipQuotedName(next == '[' ? ']' : next)) {
          at = dot;
          break; // the next step finds the quote again and hides the rest
        }
      } else {
        break;
      }
      plain = false;
    }
    emitName(start, plain);
  }

  private boolean isNameQuote(char c) {
    return c == '`'
        || (c == '"' && !dialect.doubleQuotedStrings)
        || (c == '[' && dialect.bracketNames);
  }

  private void emitName(int start, boolean plain) {
    String name = sql.substring(start, at);
    separate();
    out.append(name);
    inList = -1;
    afterIn = plain && name.length() == 2 && name.equalsIgnoreCase("IN");
    if (!summary.full()) {
      boolean called = nextSymbol() == '(';
      if (plain) {
        summary.word(name, called);
      } else {
        summary.name(name, called);
      }
    }
  }

  // ---- symbols

  private void symbol(char c) {
    separate();
    if (c == '-') {
      dashes();
      return;
    }
    at++;
    if (c == '(') {
      inList = afterIn ? out.length() : -1;
      out.append(c);
      summary.open();
    } else if (c == ')') {
      closeList();
      out.append(c);
      summary.close();
    } else {
      out.append(c);
      if (c == ',') {
        summary.comma();
      } else if (c == ';') {
        inList = -1;
        summary.semicolon();
      } else {
        inList = c == '+' ? inList : -1;
        summary.other();
      }
    }
    afterIn = false;
  }

  /** A run of dashes in one step: whether it is a comment was decided where it begins. */
  private void dashes() {
    int stop = endOfDashes();
    out.append(sql, at, stop);
    at = stop;
    afterIn = false;
    summary.other();
  }

  private void closeList() {
    if (inList >= 0 && out.length() > inList + 1) {
      out.setLength(inList + 1);
      out.append('?');
    }
    inList = -1;
  }

  private void placeholder() {
    separate();
    out.append('?');
    afterIn = false;
    summary.other();
  }

  private void parameter(int start) {
    separate();
    out.append(sql, start, at);
    afterIn = false;
    summary.other();
  }

  /** Writes one space for what was skipped. */
  private void separate() {
    if (space && out.length() > 0) {
      out.append(' ');
    }
    space = false;
  }

  // ---- characters

  private char peek(int ahead) {
    return at + ahead < end ? sql.charAt(at + ahead) : '\0';
  }

  /** The next character that is not white space. */
  private char nextSymbol() {
    int i = at;
    while (i < end && sql.charAt(i) <= ' ') {
      i++;
    }
    return i < end ? sql.charAt(i) : '\0';
  }

  /** True if a dot here would continue a name, such as {@code t.1}. */
  private boolean endsInName() {
    return at > 0 && !space && (isWordPart(sql.charAt(at - 1)) || sql.charAt(at - 1) == '"');
  }

  /** A colon or an at sign begins a parameter unless it is a cast, a slice or an assignment. */
  private boolean isParameter() {
    char c = sql.charAt(at);
    char next = peek(1);
    if (c == '@') {
      return isWordStart(next) || next == '@';
    }
    if (at > 0 && sql.charAt(at - 1) == ':') {
      return false;
    }
    return isWordStart(next) || (isDigit(next) && dialect == SqlDialect.ORACLE);
  }

  private boolean isBoolean(int start, int stop) {
    int length = stop - start;
    return (length == 4 && sql.regionMatches(true, start, "true", 0, 4))
        || (length == 5 && sql.regionMatches(true, start, "false", 0, 5));
  }

  private boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (c == '#' && !dialect.hashComments && dialect == SqlDialect.SQL_SERVER)
        || (c > 127 && Character.isLetter(c));
  }

  private boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c) || c == '$' || (c > 127 && Character.isDigit(c));
  }

  private static boolean isSpace(char c) {
    return c <= ' ' || Character.isWhitespace(c);
  }

  private static boolean isDigitOrDot(char c) {
    return isDigit(c) || c == '.';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
