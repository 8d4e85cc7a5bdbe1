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
  private final SqlDialect dialect;
  private final SqlReader reader;
  private final StringBuilder out;
  private final SqlSummary summary = new SqlSummary();

  /** What stands before it is read. */
  private int at;

  /** White space or a comment was read and not yet written. */
  private boolean space;

  /** The word IN was written last. */
  private boolean afterIn;

  /** Where the parenthesis of an IN list stands in {@link #out}, or -1. */
  private int inList = -1;

  private SqlSanitizer(String sql, SqlDialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
    this.reader = new SqlReader(sql, dialect);
    this.out = new StringBuilder(sql.length());
  }

  /** Sanitizes a statement. */
  public static SqlText sanitize(String sql, SqlDialect dialect) {
    String bounded = sql.length() > MAX_LENGTH ? sql.substring(0, MAX_LENGTH) : sql;
    SqlSanitizer sanitizer = new SqlSanitizer(bounded, dialect);
    sanitizer.run();
    String text = sql.contentEquals(sanitizer.out) ? sql : sanitizer.out.toString();
    return new SqlText(text, sanitizer.summary.text(), sanitizer.summary.procedure());
  }

  private void run() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      // Words first: most of a statement is words.
      if (reader.isWordStart(c)) {
        word();
      } else if (SqlReader.isSpace(c)) {
        at++;
        space = true;
      } else if (!comment() && !quoted(c) && !parameter() && !number(c)) {
        symbol(c);
      }
    }
  }

  private boolean comment() {
    int end = reader.endOfComment(at);
    boolean found = end > at;
    space |= found;
    at = end;
    return found;
  }

  private boolean quoted(char c) {
    char close = reader.nameQuote(c);
    if (close != '\0') {
      int end = reader.endOfQuotedName(at, close);
      if (end < 0) {
        literal(sql.length()); // a name that does not end may hold anything
      } else {
        name(at, reader.endOfQualifiedName(end), false);
      }
    } else if (c == '\'' || c == '"') {
      literal(reader.endOfString(at, dialect.backslash));
    } else if (c == '$' && reader.endOfDollarString(at) >= 0) {
      literal(reader.endOfDollarString(at));
    } else {
      return false;
    }
    return true;
  }

  private boolean parameter() {
    int end = reader.endOfParameter(at);
    if (end < 0) {
      return false;
    }
    separate();
    out.append(sql, at, end);
    at = end;
    afterIn = false;
    summary.other();
    return true;
  }

  private boolean number(char c) {
    boolean digitNext = SqlReader.isDigit(reader.at(at + 1));
    if (SqlReader.isDigit(c) || (c == '.' && digitNext && !endsInName())) {
      literal(reader.endOfNumber(at));
    } else if (c == '$' && digitNext) {
      literal(reader.endOfNumber(at + 1)); // money
    } else {
      return false;
    }
    return true;
  }

  /** True if a dot here continues a name. */
  private boolean endsInName() {
    return at > 0 && !space && (reader.isWordPart(sql.charAt(at - 1)) || sql.charAt(at - 1) == '"');
  }

  private void word() {
    int start = at;
    int stop = reader.endOfWord(start);
    int string = reader.endOfPrefixedString(start, stop);
    if (string >= 0) {
      literal(string);
    } else if (reader.isBoolean(start, stop) && (start == 0 || sql.charAt(start - 1) != '.')) {
      literal(stop);
    } else {
      int end = reader.endOfQualifiedName(stop);
      name(start, end, end == stop);
    }
  }

  /** Writes a name or keyword, as it is. */
  private void name(int start, int stop, boolean plain) {
    String name = sql.substring(start, stop);
    separate();
    out.append(name);
    at = stop;
    inList = -1;
    afterIn = plain && name.length() == 2 && name.equalsIgnoreCase("IN");
    if (!summary.full()) {
      boolean called = reader.nextSymbol(stop) == '(';
      if (plain) {
        summary.word(name, called);
      } else {
        summary.name(name, called);
      }
    }
  }

  /** Writes a question mark for what ends at {@code stop}. */
  private void literal(int stop) {
    separate();
    out.append('?');
    at = stop;
    afterIn = false;
    summary.other();
  }

  private void symbol(char c) {
    separate();
    // A run of dashes in one step: whether it is a comment was decided where it begins.
    int stop = c == '-' ? reader.endOfDashes(at) : at + 1;
    if (c == '(') {
      inList = afterIn ? out.length() : -1;
      summary.open();
    } else if (c == ')') {
      collapseList();
      summary.close();
    } else if (c == ',') {
      summary.comma();
    } else if (c == ';') {
      inList = -1;
      summary.semicolon();
    } else {
      inList = c == '+' || c == '-' ? inList : -1;
      summary.other();
    }
    if (stop == at + 1) {
      out.append(c);
    } else {
      out.append(sql, at, stop);
    }
    at = stop;
    afterIn = false;
  }

  /** A list that held nothing but literals, parameters, commas and signs. */
  private void collapseList() {
    if (inList >= 0 && out.length() > inList + 1) {
      out.setLength(inList + 1);
      out.append('?');
    }
    inList = -1;
  }

  /** Writes one space for what was left out. */
  private void separate() {
    if (space && out.length() > 0) {
      out.append(' ');
    }
    space = false;
  }
}
