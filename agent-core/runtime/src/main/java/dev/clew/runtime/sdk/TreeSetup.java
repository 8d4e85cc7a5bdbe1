package dev.clew.runtime.sdk;

import dev.clew.exporter.tree.TreeWriter;
import dev.clew.runtime.log.AgentLog;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.Console;
import java.util.Locale;

/** Trees go to standard error: standard output may be the application's product. */
final class TreeSetup {

  private TreeSetup() {}

  static SpanExporter create() {
    return TreeWriter.builder(AgentLog.standardError())
        .colour(isTerminal())
        .ascii(!isUnicode())
        .build();
  }

  /** Also honours {@code NO_COLOR} and a dumb terminal. */
  private static boolean isTerminal() {
    String term = System.getenv("TERM");
    boolean refused = System.getenv("NO_COLOR") != null || "dumb".equals(term);
    Console console = refused ? null : System.console();
    if (console == null) {
      return false;
    }
    try {
      // Since 22 there is a console without a terminal, too.
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static boolean isUnicode() {
    String[] properties = {"stderr.encoding", "sun.stderr.encoding", "file.encoding"};
    for (String property : properties) {
      String encoding = System.getProperty(property);
      if (encoding != null && !encoding.isEmpty()) {
        return encoding.toUpperCase(Locale.ROOT).startsWith("UTF");
      }
    }
    return false;
  }
}
