package dev.clew.build;

import java.util.List;

/** What is wrong with a plugin: every problem of a run, as {@code path/File.java:LINE: message}. */
public final class Problems extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  Problems(List<String> problems) {
    super(
        problems.size()
            + (problems.size() == 1 ? " problem" : " problems")
            + " in plugin code:\n  "
            + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line each, in the order of the source. */
  public List<String> problems() {
    return problems;
  }
}
