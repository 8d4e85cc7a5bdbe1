package dev.clew.build.plugin;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Names that were perhaps meant. */
final class Nearest {

  private Nearest() {}

  /** {@code ; did you mean A or B?}, or nothing when nothing is near. */
  static String suggestion(String wanted, Collection<String> known) {
    List<String> near =
        known.stream()
            .distinct()
            .filter(name -> !name.equals(wanted))
            .filter(name -> distance(name, wanted) <= Math.max(2, wanted.length() / 3))
            .sorted(
                Comparator.<String>comparingInt(name -> distance(name, wanted))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(3)
            .toList();
    return near.isEmpty()
        ? ""
        : near.stream().collect(Collectors.joining(" or ", "; did you mean ", "?"));
  }

  /** Number of insertions, deletions and replacements. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
