package dev.clew.build.index;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which classes are never looked at. A line is {@code -prefix} (ignored), {@code +prefix} (looked
 * at; the longest prefix decides) or an infix that starts with {@code $} or {@code /$} (ignored
 * wherever it occurs, also below a {@code +prefix}), in internal form; {@code #} starts a comment.
 */
public final class IgnoreFile {

  private final TreeMap<String, Integer> prefixes = new TreeMap<>();
  private final TreeMap<String, Integer> infixes = new TreeMap<>();

  /** Reads the rules that the agent ships. */
  public static IgnoreFile bundled() {
    InputStream in = IgnoreFile.class.getResourceAsStream("ignore.txt");
    if (in == null) {
      throw new IllegalStateException("ignore.txt is missing beside IgnoreFile");
    }
    try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return read(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No rules: everything is looked at. */
  public static IgnoreFile empty() {
    return new IgnoreFile();
  }

  /**
   * Reads rules.
   *
   * @throws IllegalArgumentException naming the first line that is no rule or says the same again
   */
  public static IgnoreFile read(Reader reader) throws IOException {
    IgnoreFile file = new IgnoreFile();
    BufferedReader lines = new BufferedReader(reader);
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      int comment = line.indexOf('#');
      String rule = (comment < 0 ? line : line.substring(0, comment)).trim();
      if (!rule.isEmpty() && !file.add(rule)) {
        throw new IllegalArgumentException("ignore.txt:" + number + ": bad rule " + rule);
      }
    }
    return file;
  }

  private boolean add(String rule) {
    String text = rule.substring(1);
    if (text.isEmpty() || text.indexOf('.') >= 0 || text.indexOf(' ') >= 0) {
      return false;
    }
    return switch (rule.charAt(0)) {
      case '-' -> prefixes.putIfAbsent(text, 1) == null;
      case '+' -> prefixes.putIfAbsent(text, 0) == null;
      case '$' -> infixes.putIfAbsent(rule, 1) == null;
      case '/' -> text.startsWith("$") && infixes.putIfAbsent(rule, 1) == null;
      default -> false;
    };
  }

  SortedMap<String, Integer> prefixes() {
    return prefixes;
  }

  SortedMap<String, Integer> infixes() {
    return infixes;
  }
}
