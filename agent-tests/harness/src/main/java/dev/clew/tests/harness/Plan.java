package dev.clew.tests.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which versions run on which JDK. A pull request: lowest and newest of each group on 17, lowest on
 * 8, newest on 25, and where a library excludes that JDK, the nearest it allows. {@code -Pnightly}
 * or {@code -Dclew.tests=all}: all lines on all JDKs.
 */
final class Plan {

  /** One version on one JDK version. */
  record Entry(VersionSet versions, int jdk) {}

  private Plan() {}

  static List<Entry> of(List<VersionSet> lines) {
    String jdks = System.getProperty("clew.jdks", "");
    return of(lines, System.getProperty("clew.tests", "default").equals("all")).stream()
        .filter(
            entry ->
                jdks.isEmpty() || List.of(jdks.split(",")).contains(String.valueOf(entry.jdk())))
        .toList();
  }

  static List<Entry> of(List<VersionSet> lines, boolean all) {
    Map<String, List<VersionSet>> groups = new LinkedHashMap<>();
    for (VersionSet line : lines) {
      if (!line.label().equals("incompatible")) {
        groups.computeIfAbsent(line.group(), group -> new ArrayList<>()).add(line);
      }
    }
    Map<String, Entry> plan = new LinkedHashMap<>(); // lowest and newest may be the same libraries
    for (List<VersionSet> group : groups.values()) {
      for (Entry entry : all ? everything(group) : ends(group)) {
        VersionSet line = entry.versions();
        plan.putIfAbsent(line.group() + line.coordinates() + line.options() + entry.jdk(), entry);
      }
    }
    return List.copyOf(plan.values());
  }

  /** Refused versions run once, on the JDK nearest to 17. */
  static List<Entry> incompatible(List<VersionSet> lines) {
    return lines.stream()
        .filter(line -> line.label().equals("incompatible"))
        .map(line -> new Entry(line, nearest(line, 17)))
        .toList();
  }

  private static List<Entry> everything(List<VersionSet> group) {
    List<Entry> entries = new ArrayList<>();
    for (VersionSet versions : group) {
      for (int jdk : Jdks.versions()) {
        if (versions.allows(jdk)) {
          entries.add(new Entry(versions, jdk));
        }
      }
    }
    return entries;
  }

  private static List<Entry> ends(List<VersionSet> group) {
    VersionSet lowest = labelled(group, "lowest", group.get(0));
    VersionSet newest = labelled(group, "newest", group.get(group.size() - 1));
    return List.of(
        new Entry(lowest, nearest(lowest, 17)),
        new Entry(newest, nearest(newest, 17)),
        new Entry(lowest, nearest(lowest, 8)),
        new Entry(newest, nearest(newest, 25)));
  }

  private static VersionSet labelled(List<VersionSet> group, String label, VersionSet otherwise) {
    return group.stream().filter(line -> line.label().equals(label)).findFirst().orElse(otherwise);
  }

  private static int nearest(VersionSet versions, int wanted) {
    int best = 0;
    for (int jdk : Jdks.versions()) {
      if (versions.allows(jdk) && (best == 0 || Math.abs(jdk - wanted) < Math.abs(best - wanted))) {
        best = jdk;
      }
    }
    if (best == 0) {
      throw new IllegalStateException("No JDK for " + versions);
    }
    return best;
  }
}
