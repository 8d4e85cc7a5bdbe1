package dev.clew.build.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the trie that {@code NameTrie} reads in place; values are from 0. */
final class TrieWriter {

  private TrieWriter() {}

  /**
   * Appends a trie.
   *
   * @param base where {@code out} will lie in the file: offsets count from the file's start
   * @return offset of the root
   */
  static int write(SortedMap<String, Integer> values, ByteWriter out, int base) {
    return node(values, 0, out, base);
  }

  /** Children first, so that their offsets are known. */
  private static int node(SortedMap<String, Integer> names, int from, ByteWriter out, int base) {
    int to = commonLength(names, from);
    TreeMap<Character, SortedMap<String, Integer>> children = new TreeMap<>();
    int value = -1;
    String label = "";
    for (Map.Entry<String, Integer> entry : names.entrySet()) {
      String name = entry.getKey();
      label = name.substring(from, to);
      if (name.length() == to) {
        value = entry.getValue();
      } else {
        children.computeIfAbsent(name.charAt(to), c -> new TreeMap<>()).put(name, entry.getValue());
      }
    }
    List<Integer> offsets = new ArrayList<>();
    for (SortedMap<String, Integer> child : children.values()) {
      offsets.add(node(child, to + 1, out, base));
    }
    int offset = base + out.size();
    out.u2(label.length());
    label.chars().forEach(out::u2);
    out.s4(value + 1);
    out.u2(offsets.size());
    children.keySet().forEach(out::u2);
    offsets.forEach(out::s4);
    return offset;
  }

  private static int commonLength(SortedMap<String, Integer> names, int from) {
    if (names.isEmpty()) {
      return from;
    }
    String first = names.firstKey();
    String last = names.lastKey();
    int end = Math.min(first.length(), last.length());
    int at = from;
    while (at < end && first.charAt(at) == last.charAt(at)) {
      at++;
    }
    return at;
  }
}
