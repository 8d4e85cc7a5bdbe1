package dev.clew.plugins.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * The operations that wait in a statement's batch. Like the statement, for one thread at a time.
 */
final class Batch {

  /** Beyond it the texts are not collected any more, only counted. */
  private static final int MAX_CHARS = 8192;

  private int size;
  private @Nullable String first;
  private @Nullable StringBuilder texts;

  /** Adds an operation; null for a set of parameters of the prepared statement. */
  void add(@Nullable String sql) {
    size++;
    if (sql == null) {
      return;
    }
    if (first == null) {
      first = sql;
    } else if (texts == null) {
      texts = new StringBuilder(first);
    }
    if (texts != null && texts.length() < MAX_CHARS) {
      texts.append("; ").append(sql);
    }
  }

  int size() {
    return size;
  }

  /** The texts joined by {@code "; "}; null for a prepared statement. */
  @Nullable String sql() {
    return texts == null ? first : texts.toString();
  }
}
