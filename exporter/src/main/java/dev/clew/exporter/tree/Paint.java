package dev.clew.exporter.tree;

/** ANSI colours, or none. */
final class Paint {

  private static final String RESET = "\u001b[0m";

  private final boolean on;

  Paint(boolean on) {
    this.on = on;
  }

  String strong(String text) {
    return wrap("\u001b[1m", text);
  }

  String faint(String text) {
    return wrap("\u001b[2m", text);
  }

  String alarm(String text) {
    return wrap("\u001b[31m", text);
  }

  private String wrap(String start, String text) {
    return on ? start + text + RESET : text;
  }
}
