package dev.clew.plugin.db;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Sanitized statements by the application's text of them. A fixed table with two places per hash: a
 * hit is two reads and takes no lock, a miss replaces. Bounded by count and by bytes.
 */
final class SqlCache {

  /** Statements above this are sanitized each time, so that a few cannot push out all others. */
  static final int MAX_CACHED_LENGTH = 8 * 1024;

  static final int SLOTS = 1024;
  static final long MAX_BYTES = 4L << 20;

  private final AtomicReferenceArray<@Nullable Entry> table = new AtomicReferenceArray<>(SLOTS);
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger hand = new AtomicInteger();

  /** Returns the sanitized statement. */
  SqlText get(String sql, SqlDialect dialect) {
    if (sql.length() > MAX_CACHED_LENGTH) {
      return SqlSanitizer.sanitize(sql, dialect);
    }
    int hash = sql.hashCode() * 31 + dialect.ordinal();
    hash ^= hash >>> 16;
    int slot = hash & (SLOTS - 1);
    Entry first = table.get(slot);
    if (first != null && first.is(sql, dialect)) {
      return first.text;
    }
    Entry second = table.get(slot ^ 1);
    if (second != null && second.is(sql, dialect)) {
      return second.text;
    }
    Entry created = new Entry(sql, dialect, SqlSanitizer.sanitize(sql, dialect));
    put(second == null && first != null ? slot ^ 1 : slot, created);
    return created.text;
  }

  /** Approximate bytes held; tests compare it with the bound. */
  long bytes() {
    return bytes.get();
  }

  private void put(int slot, Entry created) {
    Entry replaced = table.getAndSet(slot, created);
    long held = bytes.addAndGet(created.bytes - (replaced == null ? 0 : replaced.bytes));
    for (int i = 0; held > MAX_BYTES && i < SLOTS; i++) {
      Entry evicted = table.getAndSet(hand.getAndIncrement() & (SLOTS - 1), null);
      held = evicted == null ? bytes.get() : bytes.addAndGet(-evicted.bytes);
    }
  }

  private static final class Entry {
    final String sql;
    final SqlDialect dialect;
    final SqlText text;
    final long bytes;

    Entry(String sql, SqlDialect dialect, SqlText text) {
      this.sql = sql;
      this.dialect = dialect;
      this.text = text;
      int shown = text.text() == sql ? 0 : text.text().length();
      this.bytes = 128 + 2L * (sql.length() + shown);
    }

    /** The hash of a string is kept in it, so different texts are told apart at once. */
    boolean is(String otherSql, SqlDialect otherDialect) {
      return dialect == otherDialect && sql.equals(otherSql);
    }
  }
}
