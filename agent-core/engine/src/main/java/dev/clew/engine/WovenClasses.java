package dev.clew.engine;

/**
 * Remembers which classes were woven, by a hash of loader number and name: enough to find them
 * again among the loaded ones, and it keeps no loader alive. Written when a class is woven; the
 * lock is held for one insertion.
 */
final class WovenClasses {

  private static final int MAX = 1 << 16;

  private long[] hashes = new long[64];
  private int size;
  private boolean overflown;

  synchronized void add(int loaderId, String name) {
    long hash = hash(loaderId, name);
    if (find(hashes, hash) < 0) {
      return;
    }
    if (size == MAX) {
      overflown = true;
      return;
    }
    if (size * 2 >= hashes.length) {
      grow();
    }
    hashes[find(hashes, hash)] = hash;
    size++;
  }

  /** Whether the class may have been woven; surely not when false. */
  synchronized boolean contains(int loaderId, String name) {
    return overflown || find(hashes, hash(loaderId, name)) < 0;
  }

  synchronized int size() {
    return size;
  }

  private void grow() {
    long[] old = hashes;
    hashes = new long[old.length * 2];
    for (long hash : old) {
      if (hash != 0) {
        hashes[find(hashes, hash)] = hash;
      }
    }
  }

  /** Free position for a hash, or -1 when it is in the table. */
  private static int find(long[] table, long hash) {
    int at = (int) hash & table.length - 1;
    while (table[at] != 0) {
      if (table[at] == hash) {
        return -1;
      }
      at = at + 1 & table.length - 1;
    }
    return at;
  }

  private static long hash(int loaderId, String name) {
    long hash = loaderId * 0x9E3779B97F4A7C15L + 1;
    for (int i = 0; i < name.length(); i++) {
      hash = hash * 0x100000001B3L ^ name.charAt(i);
    }
    hash ^= hash >>> 31;
    return hash == 0 ? 1 : hash;
  }
}
