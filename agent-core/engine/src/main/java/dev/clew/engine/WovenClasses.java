package dev.clew.engine;

/**
 * Remembers which classes were woven, by plugin, by a hash of loader number, name and plugin:
 * enough to find them again among the loaded ones, and it keeps no loader alive. Written when a
 * class is woven; the lock is held for one insertion.
 */
final class WovenClasses {

  /** Stands for the class as such. */
  static final int ANY = -1;

  private static final int MAX = 1 << 16;

  private long[] hashes = new long[64];
  private int size;
  private boolean overflown;

  /**
   * Adds a class as woven for a plugin.
   *
   * @param plugin number of the plugin, or {@link #ANY}
   * @return whether it is new, as far as is known
   */
  synchronized boolean add(int loaderId, String name, int plugin) {
    long hash = hash(loaderId, name, plugin);
    if (find(hashes, hash) < 0) {
      return false;
    }
    if (size == MAX) {
      overflown = true;
      return true;
    }
    if (size * 2 >= hashes.length) {
      grow();
    }
    hashes[find(hashes, hash)] = hash;
    size++;
    return true;
  }

  /** Whether the class may have been woven; surely not when false. */
  synchronized boolean contains(int loaderId, String name) {
    return overflown || find(hashes, hash(loaderId, name, ANY)) < 0;
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

  private static long hash(int loaderId, String name, int plugin) {
    long hash = (((long) loaderId << 32) + plugin) * 0x9E3779B97F4A7C15L + 1;
    for (int i = 0; i < name.length(); i++) {
      hash = hash * 0x100000001B3L ^ name.charAt(i);
    }
    hash ^= hash >>> 31;
    return hash == 0 ? 1 : hash;
  }
}
