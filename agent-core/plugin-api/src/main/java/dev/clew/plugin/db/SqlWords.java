package dev.clew.plugin.db;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of SQL that matter to a summary; read only after the class is initialised. */
final class SqlWords {

  private static final int OPERATION = 1;
  private static final int OBJECT = 2;
  private static final int NOISE = 4;
  private static final int ENDS_TABLES = 8;
  private static final int LAST = 16;
  private static final int LONGEST = 12;

  /** Slots of the table; a power of two well above the number of words. */
  private static final int SLOTS = 1024;

  /** Open addressing by a hash that ignores case, so that a look-up allocates nothing. */
  private static final @Nullable String[] TABLE = new String[SLOTS];

  private static final Map<String, Integer> KINDS = new HashMap<>(512);

  static {
    add(
        OPERATION,
        "BEGIN COMMIT ROLLBACK SAVEPOINT RELEASE SHOW USE EXPLAIN DESCRIBE DESC ANALYZE"
            + " VACUUM LOCK UNLOCK GRANT REVOKE COPY LOAD DECLARE CLOSE PREPARE DEALLOCATE"
            + " REFRESH KILL PRAGMA CHECKPOINT LISTEN UNLISTEN NOTIFY COMMENT RENAME FLUSH OPTIMIZE"
            + " ATTACH DETACH RESET DISCARD CLUSTER REINDEX IMPORT EXPORT UPSERT END ABORT CHECK");
    add(
        ENDS_TABLES,
        "WHERE GROUP ORDER HAVING LIMIT OFFSET UNION INTERSECT EXCEPT MINUS VALUES RETURNING WINDOW"
            + " QUALIFY CONNECT FOR PREWHERE FORMAT OUTPUT WHEN DUPLICATE CONFLICT");
    add(OPERATION | ENDS_TABLES, "SET FETCH START");
    add(OBJECT | NOISE, "TABLE");
    add(
        OBJECT,
        "INDEX VIEW SEQUENCE DATABASE SCHEMA TYPE EXTENSION DOMAIN SYNONYM TABLESPACE KEYSPACE");
    add(OBJECT | LAST, "PROCEDURE FUNCTION TRIGGER PACKAGE POLICY USER ROLE LOGIN");
    add(NOISE, "IF NOT EXISTS ONLY IGNORE LOW_PRIORITY DELAYED QUICK HIGH_PRIORITY CONCURRENTLY");
    add(NOISE, "OVERWRITE LATERAL");
    add(
        0,
        "SELECT INSERT UPDATE DELETE MERGE REPLACE CREATE ALTER DROP TRUNCATE CALL EXEC EXECUTE"
            + " FROM JOIN INTO USING AS ON AND OR WITH RECURSIVE INNER LEFT RIGHT FULL OUTER CROSS NATURAL"
            + " DO KEY THEN CASE ELSE DISTINCT IN BETWEEN"
            + " LIKE IS NULL BY ASC ALL ANY SOME AFTER BEFORE NO OF PARTITION SAMPLE FINAL"
            + " MATCHED TEMPORARY TEMP GLOBAL LOCAL UNIQUE MATERIALIZED"
            + " UNLOGGED EXTERNAL BITMAP CLUSTERED NONCLUSTERED FULLTEXT SPATIAL EDITIONABLE FORCE"
            + " DEFAULT VALUE TRUE FALSE");
  }

  private SqlWords() {}

  private static void add(int kind, String words) {
    int start = 0;
    while (start < words.length()) {
      int space = words.indexOf(' ', start);
      int end = space < 0 ? words.length() : space;
      String word = words.substring(start, end);
      if (!word.isEmpty()) {
        KINDS.put(word, kind);
        TABLE[slot(word)] = word;
      }
      start = end + 1;
    }
  }

  /** Returns the upper-case word if it is one of ours, else null; any case of ASCII. */
  static @Nullable String keyword(String word) {
    int length = word.length();
    if (length < 2 || length > LONGEST) {
      return null;
    }
    return TABLE[slot(word)];
  }

  static boolean isOperation(String keyword) {
    return is(keyword, OPERATION);
  }

  static boolean isObject(String keyword) {
    return is(keyword, OBJECT);
  }

  /** Ends a list of tables. */
  static boolean endsTables(String keyword) {
    return is(keyword, ENDS_TABLES);
  }

  /** A kind of object whose definition goes on behind its name. */
  static boolean isLast(String keyword) {
    return is(keyword, LAST);
  }

  /** Stands between an operation and its target. */
  static boolean isNoise(String keyword) {
    return is(keyword, NOISE);
  }

  private static boolean is(String keyword, int kind) {
    Integer found = KINDS.get(keyword);
    return found != null && (found & kind) != 0;
  }

  /** Where a word is, or the free place where it would be. */
  private static int slot(String word) {
    int hash = 0;
    for (int i = 0; i < word.length(); i++) {
      hash = hash * 31 + upper(word.charAt(i));
    }
    int slot = (hash ^ hash >>> 10) & (SLOTS - 1);
    String there = TABLE[slot];
    while (there != null && !same(there, word)) {
      slot = (slot + 1) & (SLOTS - 1);
      there = TABLE[slot];
    }
    return slot;
  }

  private static boolean same(String keyword, String word) {
    if (keyword.length() != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (keyword.charAt(i) != upper(word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
  }
}
