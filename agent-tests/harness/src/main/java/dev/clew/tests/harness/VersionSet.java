package dev.clew.tests.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of a {@code versions.txt}: libraries that are tested together.
 *
 * @param group what is before {@code /} in the label, for instance a driver; empty for the usual
 *     single group
 * @param label {@code lowest}, {@code newest}, {@code incompatible} or any other text
 * @param minJdk lowest JDK version
 * @param maxJdk highest JDK version, {@link Integer#MAX_VALUE} for no limit
 * @param coordinates the library under test first; empty when the library is the JDK
 * @param options {@code key=value} at the end of the line
 */
public record VersionSet(
    String group,
    String label,
    int minJdk,
    int maxJdk,
    List<String> coordinates,
    Map<String, String> options) {

  /** {@code [group/]label jdk>=N[,jdk<=M] g:a:v[,g:a:v...]|jdk [key=value ...]}. */
  static VersionSet parse(String line) {
    String[] tokens = line.trim().split("\\s+");
    if (tokens.length < 3) {
      throw new IllegalArgumentException("Expected 'label jdk>=N group:artifact:version': " + line);
    }
    int slash = tokens[0].indexOf('/');
    int min = 8;
    int max = Integer.MAX_VALUE;
    for (String condition : tokens[1].split(",")) {
      if (condition.startsWith("jdk>=")) {
        min = Integer.parseInt(condition.substring(5));
      } else if (condition.startsWith("jdk<=")) {
        max = Integer.parseInt(condition.substring(5));
      } else {
        throw new IllegalArgumentException(
            "Expected jdk>=N or jdk<=N, found " + condition + ": " + line);
      }
    }
    Map<String, String> options = new TreeMap<>();
    for (String option : Arrays.asList(tokens).subList(3, tokens.length)) {
      int equals = option.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("Expected key=value, found " + option + ": " + line);
      }
      options.put(option.substring(0, equals), option.substring(equals + 1));
    }
    List<String> coordinates = tokens[2].equals("jdk") ? List.of() : List.of(tokens[2].split(","));
    return new VersionSet(
        tokens[0].substring(0, Math.max(slash, 0)),
        tokens[0].substring(slash + 1),
        min,
        max,
        coordinates,
        options);
  }

  /** An option or its default. */
  public String option(String key, String otherwise) {
    return options.getOrDefault(key, otherwise);
  }

  /** Whether these libraries run on a JDK version. */
  public boolean allows(int jdk) {
    return jdk >= minJdk && jdk <= maxJdk;
  }

  /** The tested version for people: {@code lowest httpclient:4.3}. */
  @Override
  public String toString() {
    String library = coordinates.isEmpty() ? "JDK" : shortName(coordinates.get(0));
    return (group.isEmpty() ? "" : group + "/") + label + " " + library;
  }

  private static String shortName(String coordinate) {
    String[] parts = coordinate.split(":");
    return parts[1] + ":" + parts[parts.length - 1];
  }
}
