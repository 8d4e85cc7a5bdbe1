package dev.clew.engine.index;

/**
 * A trie over internal names, read in place. A node is: label length and label (two bytes each and
 * per character), value + 1 (four bytes, 0 for none), number of children, their first characters in
 * order, their offsets from the start of the file. A child's label does not repeat its first
 * character.
 *
 * <p>Damaged bytes make wrong answers, never exceptions or loops: each step down takes a character
 * of the name.
 */
final class NameTrie {

  private final byte[] bytes;
  private final int root;

  NameTrie(byte[] bytes, int root) {
    this.bytes = bytes;
    this.root = root;
  }

  /** Returns the value of exactly this name, or -1. */
  int valueOf(String name) {
    return find(name, 0, false);
  }

  /** Returns the value of the longest prefix of this name that has one, or -1. */
  int valueOfPrefix(String name) {
    return find(name, 0, true);
  }

  /** Whether any name of the trie starts at this position. */
  boolean startsAt(String name, int position) {
    return find(name, position, true) >= 0;
  }

  private int find(String name, int from, boolean prefix) {
    int length = name.length();
    int node = root;
    int at = from;
    int best = -1;
    while (true) {
      int label = u2(node);
      int after = node + 2 + 2 * label;
      if (label > length - at || !matches(name, at, node + 2, label)) {
        return best;
      }
      at += label;
      int value = s4(after) - 1;
      if (at == length) {
        return value >= 0 || !prefix ? value : best;
      }
      if (prefix && value >= 0) {
        best = value;
      }
      node = child(after + 4, name.charAt(at++));
      if (node < 0) {
        return best;
      }
    }
  }

  private boolean matches(String name, int at, int labelAt, int length) {
    for (int i = 0; i < length; i++) {
      if (name.charAt(at + i) != u2(labelAt + 2 * i)) {
        return false;
      }
    }
    return true;
  }

  private int child(int table, char wanted) {
    int count = u2(table);
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = u2(table + 2 + 2 * middle);
      if (found == wanted) {
        int offset = s4(table + 2 + 2 * count + 4 * middle);
        return offset > 0 ? offset : -1;
      }
      if (found < wanted) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private int u2(int at) {
    return at >= 0 && at <= bytes.length - 2 ? Bytes.u2At(bytes, at) : 0;
  }

  private int s4(int at) {
    return at >= 0 && at <= bytes.length - 4 ? Bytes.s4At(bytes, at) : 0;
  }
}
