package dev.clew.engine.match;

import java.util.Arrays;

/** A few hook numbers while they are collected; ends as an ascending array without repetitions. */
final class HookList {

  private static final int[] NONE = {};

  private int[] hooks = NONE;
  private int size;

  void addAll(int[] more) {
    if (size + more.length > hooks.length) {
      hooks = Arrays.copyOf(hooks, Math.max(8, size + more.length));
    }
    System.arraycopy(more, 0, hooks, size, more.length);
    size += more.length;
  }

  void add(int hook) {
    if (size == hooks.length) {
      hooks = Arrays.copyOf(hooks, Math.max(8, size * 2));
    }
    hooks[size++] = hook;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int[] sorted() {
    if (size == 0) {
      return NONE;
    }
    int[] sorted = Arrays.copyOf(hooks, size);
    Arrays.sort(sorted);
    int n = 1;
    for (int i = 1; i < size; i++) {
      if (sorted[i] != sorted[i - 1]) {
        sorted[n++] = sorted[i];
      }
    }
    return n == size ? sorted : Arrays.copyOf(sorted, n);
  }
}
