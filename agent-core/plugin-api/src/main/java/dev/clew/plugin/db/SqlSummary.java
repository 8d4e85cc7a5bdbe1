package dev.clew.plugin.db;

import org.jspecify.annotations.Nullable;

/**
 * Collects operations and targets while the sanitizer reads a statement. A state machine over
 * words, commas and parentheses; unknown syntax yields a shorter summary, never a wrong literal,
 * because literals are not handed over at all.
 */
final class SqlSummary {

  private static final int MAX_LENGTH = 255;

  /** Deeper nesting shares the last level. */
  private static final int MAX_DEPTH = 63;

  private static final int NOTHING = 0;
  private static final int TARGET = 1; // the next name is a target
  private static final int TABLE_TARGET = 2; // the same, unless a parenthesis follows it
  private static final int OBJECT_KIND = 3; // CREATE, ALTER, DROP: skip to TABLE, VIEW …
  private static final int OBJECT_NAME = 4;
  private static final int PROCEDURE = 5;

  private final StringBuilder out = new StringBuilder(48);
  private @Nullable String procedure;
  private boolean full;
  private boolean statementStart = true;
  private int expected = NOTHING;
  private int depth;

  /** What follows the next name does not count: the body of a routine, a user's properties. */
  private boolean lastName;

  private String previous = "";

  /** Bit per depth: an operation that may have a FROM was seen. */
  private long operations;

  /** Bit per depth: inside a list of tables, so that a comma announces another one. */
  private long lists;

  /** The result so far; null if there was no operation. */
  @Nullable String text() {
    return out.length() == 0 ? null : out.toString();
  }

  /** The procedure of a CALL; null if there is none. */
  @Nullable String procedure() {
    return procedure;
  }

  /** True once nothing more can be added. */
  boolean full() {
    return full;
  }

  void open() {
    if (expected == TABLE_TARGET) {
      list(true); // an anonymous table: a comma behind the parenthesis announces another one
    }
    expected = NOTHING;
    depth = Math.min(depth + 1, MAX_DEPTH);
    operations &= ~bit();
    lists &= ~bit();
    previous = "(";
  }

  void close() {
    depth = Math.max(depth - 1, 0);
    expected = NOTHING;
    previous = ")";
  }

  void comma() {
    expected = (lists & bit()) != 0 ? TABLE_TARGET : NOTHING;
    previous = ",";
  }

  void semicolon() {
    statementStart = true;
    expected = NOTHING;
    depth = 0;
    operations = 0;
    lists = 0;
    previous = ";";
  }

  /** A literal, a parameter or an operator. */
  void other() {
    boolean stays = expected == OBJECT_KIND || expected == PROCEDURE; // EXEC @result = p
    expected = stays ? expected : NOTHING;
    previous = "?";
  }

  /**
   * A name in quotes, or a qualified one.
   *
   * @param called true if a parenthesis follows
   */
  void name(String name, boolean called) {
    if (expected == PROCEDURE) {
      procedure = name;
    }
    if (expected != NOTHING && expected != OBJECT_KIND && !(expected == TABLE_TARGET && called)) {
      append(name);
      full |= lastName;
    }
    list(expected == TABLE_TARGET || ((lists & bit()) != 0 && expected == NOTHING));
    expected = expected == OBJECT_KIND ? OBJECT_KIND : NOTHING; // CREATE DEFINER = x VIEW v
    statementStart = false;
    previous = "name";
  }

  /** A word without quotes: a keyword or a name. */
  void word(String word, boolean called) {
    String keyword = SqlWords.keyword(word);
    if (keyword == null || isName(keyword)) {
      name(word, called);
      return;
    }
    if (expected == NOTHING || expected == OBJECT_KIND || !SqlWords.isNoise(keyword)) {
      keyword(keyword, word);
    }
    previous = keyword;
  }

  /** A table may be called like a keyword that cannot stand there: {@code UPDATE user}. */
  private boolean isName(String keyword) {
    switch (expected) {
      case OBJECT_NAME:
        return !SqlWords.isNoise(keyword);
      case TARGET:
      case TABLE_TARGET:
        return (SqlWords.isOperation(keyword) || SqlWords.isObject(keyword))
            && !SqlWords.isNoise(keyword);
      default:
        return false;
    }
  }

  private void keyword(String keyword, String word) {
    boolean start = statementStart;
    statementStart = false;
    if (expected == OBJECT_KIND) {
      objectKind(keyword, word);
      return;
    }
    switch (keyword) {
      case "SELECT":
        operation(word, NOTHING);
        break;
      case "INSERT":
      case "REPLACE":
      case "MERGE":
      case "UPDATE":
      case "DELETE":
        if (changes(keyword, start)) {
          operation(word, TARGET);
        }
        break;
      case "CREATE":
      case "ALTER":
      case "DROP":
      case "TRUNCATE":
        if (start) {
          operation(word, keyword.equals("TRUNCATE") ? TARGET : OBJECT_KIND);
        }
        break;
      case "CALL":
      case "EXEC":
      case "EXECUTE":
        if (start) {
          operation(word, PROCEDURE);
        }
        break;
      default:
        clause(keyword, word, start);
    }
  }

  private void clause(String keyword, String word, boolean start) {
    switch (keyword) {
      case "FROM":
        boolean table = (operations & bit()) != 0 && !previous.equals("DISTINCT");
        expected = table ? TABLE_TARGET : NOTHING;
        list(table);
        break;
      case "JOIN":
        expected = TABLE_TARGET;
        break;
      case "INTO":
        expected = (operations & bit()) != 0 ? TARGET : NOTHING;
        break;
      case "USING":
        expected = mergeUsing() ? TABLE_TARGET : NOTHING;
        list(false);
        break;
      default:
        if (start && SqlWords.isOperation(keyword)) {
          operation(word, NOTHING);
        }
        expected = NOTHING;
        list((lists & bit()) != 0 && !SqlWords.endsTables(keyword));
    }
  }

  /** MERGE INTO t USING s; elsewhere USING names columns. */
  private boolean mergeUsing() {
    return out.length() >= 5 && out.substring(0, 5).equalsIgnoreCase("MERGE");
  }

  private void objectKind(String keyword, String word) {
    if (SqlWords.isObject(keyword)) {
      append(word);
      expected = OBJECT_NAME;
      lastName = SqlWords.isLast(keyword);
    } else if (keyword.equals("AS") || keyword.equals("SELECT")) {
      expected = NOTHING;
    }
  }

  /** UPDATE and the like are operations unless they are part of a clause: FOR UPDATE, ON DELETE. */
  private boolean changes(String keyword, boolean start) {
    if (start) {
      return true;
    }
    switch (previous) {
      case "FOR":
      case "KEY":
      case "DO":
      case "ON":
      case "THEN":
      case "OR":
      case "AFTER":
      case "BEFORE":
      case "NO":
        return false;
      default:
        // Behind WITH … AS (…), EXPLAIN and the like; REPLACE(…) is a function.
        return !keyword.equals("REPLACE") && !previous.equals(",") && !previous.equals("?");
    }
  }

  private void operation(String word, int next) {
    append(word);
    operations |= bit();
    list(false);
    expected = next;
  }

  private void list(boolean on) {
    lists = on ? lists | bit() : lists & ~bit();
  }

  private long bit() {
    return 1L << depth;
  }

  private void append(String part) {
    int length = out.length() == 0 ? part.length() : out.length() + 1 + part.length();
    if (full || length > MAX_LENGTH) {
      full = true;
      return;
    }
    if (out.length() > 0) {
      out.append(' ');
    }
    out.append(part);
  }
}
