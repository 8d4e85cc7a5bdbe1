package dev.clew.engine.match;

import dev.clew.engine.index.HookIndex;
import java.util.Arrays;

/**
 * The sets of markers that classes were found to have, numbered. There are far fewer than classes,
 * so a number stands for a set everywhere. Set 0 is the empty one. Bounded: when hostile input made
 * too many, {@link #OVERFLOW} says that a set has no number.
 */
final class MarkerSets {

  static final int EMPTY = 0;
  static final int OVERFLOW = -1;

  /** Must be below {@link Memo#MAX_VALUE}. */
  private static final int MAX_SETS = 4096;

  private static final int[] NO_HOOKS = {};

  private final HookIndex index;
  private final int words;

  /**
   * Elements are written under the lock before their number leaves it; numbers travel through the
   * memo's atomic words, so whoever has a number sees its element.
   */
  private volatile long[][] sets;

  private volatile int[][] hooks;
  private int count = 1;

  MarkerSets(HookIndex index) {
    this.index = index;
    words = (index.markerCount() + 63) >>> 6;
    sets = new long[16][];
    sets[0] = new long[words];
    hooks = new int[16][];
    hooks[0] = NO_HOOKS;
  }

  /** Number of the set with one more marker. */
  int plus(int set, int marker) {
    if (marker < 0 || set == OVERFLOW) {
      return set;
    }
    long[] present = sets[set];
    int word = marker >>> 6;
    long bit = 1L << (marker & 63);
    if ((present[word] & bit) != 0) {
      return set;
    }
    long[] wanted = present.clone();
    wanted[word] |= bit;
    return intern(wanted);
  }

  /** Number of the union of two sets. */
  int union(int a, int b) {
    if (a == b || b == EMPTY || a == OVERFLOW) {
      return a;
    }
    if (a == EMPTY || b == OVERFLOW) {
      return b;
    }
    long[] wanted = sets[a].clone();
    long[] other = sets[b];
    for (int i = 0; i < words; i++) {
      wanted[i] |= other[i];
    }
    return intern(wanted);
  }

  /** Hooks that want classes with this set, ascending, each once. Do not change the array. */
  int[] hooksOf(int set) {
    return set == OVERFLOW ? NO_HOOKS : hooks[set];
  }

  private synchronized int intern(long[] wanted) {
    for (int i = 0; i < count; i++) {
      if (Arrays.equals(sets[i], wanted)) {
        return i;
      }
    }
    if (count == MAX_SETS) {
      return OVERFLOW;
    }
    if (count == sets.length) {
      hooks = Arrays.copyOf(hooks, count * 2);
      sets = Arrays.copyOf(sets, count * 2);
    }
    hooks[count] = collect(wanted);
    sets[count] = wanted;
    return count++;
  }

  private int[] collect(long[] markers) {
    HookList list = new HookList();
    for (int i = 0; i < index.markerCount(); i++) {
      if ((markers[i >>> 6] & 1L << (i & 63)) != 0) {
        list.addAll(index.hooksOfMarker(i));
      }
    }
    return list.sorted();
  }
}
