package dev.clew.engine.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where hooks and library classes of tests write: visible to both, through the test's loader. */
public final class Log {

  public static final List<String> LINES = new CopyOnWriteArrayList<>();

  private Log() {}

  public static void add(String line) {
    LINES.add(line);
  }

  /** Returns the lines and forgets them. */
  public static List<String> take() {
    List<String> lines = List.copyOf(LINES);
    LINES.clear();
    return lines;
  }
}
