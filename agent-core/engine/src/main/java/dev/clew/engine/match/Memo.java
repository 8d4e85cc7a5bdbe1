package dev.clew.engine.match;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers a small number for each (loader, class name). Lock-free and bounded: a full bucket
 * forgets an older entry. Holds hashes only, so it keeps nothing alive.
 *
 * <p>An entry is one word: {@value #TAG_BITS} bits of the 64-bit hash and the value; twelve more
 * bits choose the bucket of four. The chance that any two of ten thousand classes are mistaken for
 * each other is about 1 in 10^11.
 */
final class Memo {

  static final int ABSENT = -1;

  /** Values are below this. */
  static final int MAX_VALUE = (1 << 14) - 1;

  private static final int TAG_BITS = 50;
  private static final int VALUE_BITS = 64 - TAG_BITS;
  private static final int BUCKET = 4;
  private static final int ENTRIES = 1 << 14;

  /** Made at the first entry: a JVM that loads nothing of interest never pays for it. */
  private volatile @Nullable AtomicLongArray entries;

  /** Returns the number of the class, or {@link #ABSENT}. */
  int get(long hash) {
    AtomicLongArray table = entries;
    if (table == null) {
      return ABSENT;
    }
    int from = bucket(hash);
    for (int i = from; i < from + BUCKET; i++) {
      long entry = table.get(i);
      if (entry != 0 && (entry ^ hash) >>> VALUE_BITS == 0) {
        return (int) (entry & MAX_VALUE) - 1;
      }
    }
    return ABSENT;
  }

  /** Remembers a value from 0 to {@link #MAX_VALUE} - 1. */
  void put(long hash, int value) {
    AtomicLongArray table = entries;
    if (table == null) {
      table = new AtomicLongArray(ENTRIES);
      entries = table; // a lost race loses entries that will be computed again
    }
    long entry = hash & -1L << VALUE_BITS | value + 1;
    int from = bucket(hash);
    for (int i = from; i < from + BUCKET; i++) {
      long present = table.get(i);
      if (present == 0 || (present ^ hash) >>> VALUE_BITS == 0) {
        table.set(i, entry);
        return;
      }
    }
    table.set(from + (int) (hash >>> 40 & BUCKET - 1), entry);
  }

  /** Hash of a name as one loader sees it. */
  static long hash(int loaderId, String name) {
    long h = 0x9E3779B97F4A7C15L * (loaderId + 1L);
    for (int i = 0; i < name.length(); i++) {
      h = (h ^ name.charAt(i)) * 0x100000001B3L;
    }
    h ^= h >>> 32;
    h *= 0xD6E8FEB86659FD93L;
    return h ^ h >>> 29;
  }

  private static int bucket(long hash) {
    return (int) hash & (ENTRIES - 1) & -BUCKET;
  }
}
