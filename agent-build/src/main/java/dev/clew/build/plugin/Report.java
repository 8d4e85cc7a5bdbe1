package dev.clew.build.plugin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Problems and warnings of a run, each with file and line. */
final class Report {

  private static final int ANNOTATION_LINES = 60;

  private final SourceFiles sources;
  private final List<Entry> problems = new ArrayList<>();
  private final List<Entry> warnings = new ArrayList<>();

  private record Entry(String path, int line, String message) {
    @Override
    public String toString() {
      return path + ":" + line + ": " + message;
    }
  }

  Report(SourceFiles sources) {
    this.sources = sources;
  }

  List<String> problems() {
    return text(problems);
  }

  List<String> warnings() {
    return text(warnings);
  }

  private static List<String> text(List<Entry> entries) {
    return entries.stream()
        .sorted(Comparator.comparing(Entry::path).thenComparingInt(Entry::line))
        .map(Entry::toString)
        .distinct()
        .toList();
  }

  /**
   * A problem of a class.
   *
   * @param needle text whose first occurrence in the source is the place
   */
  void at(PluginClass type, String needle, String message) {
    add(problems, type, lineOf(type, needle), message);
  }

  /** A problem of a hook, at the first line of it that has the needle, else at its name. */
  void at(PluginClass type, HookMethod hook, String needle, String message) {
    add(problems, type, lineOf(type, hook, needle), message);
  }

  void warn(PluginClass type, HookMethod hook, String needle, String message) {
    add(warnings, type, lineOf(type, hook, needle), message);
  }

  /** A problem at a known place of a source of the class's package. */
  void atLine(PluginClass type, int line, String message) {
    add(problems, type, Math.max(1, line), message);
  }

  private void add(List<Entry> entries, PluginClass type, int line, String message) {
    entries.add(new Entry(sources.display(path(type)), line, message));
  }

  private static String path(PluginClass type) {
    String folder = type.packageName();
    String file = type.sourceFile().isEmpty() ? type.name() : type.sourceFile();
    return folder.isEmpty() ? file : folder + "/" + file;
  }

  private int lineOf(PluginClass type, String needle) {
    List<String> lines = sources.lines(path(type));
    if (lines != null) {
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).contains(needle)) {
          return i + 1;
        }
      }
    }
    return Math.max(1, type.line());
  }

  private int lineOf(PluginClass type, HookMethod hook, String needle) {
    List<String> lines = sources.lines(path(type));
    if (lines == null || hook.line() == 0) {
      return Math.max(1, hook.line());
    }
    int body = Math.min(hook.line(), lines.size());
    int name = up(lines, body, " " + hook.name() + "(", null);
    if (name == 0) {
      return body;
    }
    String annotation = hook.isEnter() ? "@Enter" : "@Exit";
    int start = up(lines, name, annotation, "}");
    for (int i = start == 0 ? name : start; i <= body; i++) {
      if (lines.get(i - 1).contains(needle)) {
        return i;
      }
    }
    return name;
  }

  /** The last line at or above {@code from} that has the text; 0 when there is none near. */
  private static int up(List<String> lines, int from, String text, @Nullable String stop) {
    for (int i = from; i > 0 && i > from - ANNOTATION_LINES; i--) {
      String line = lines.get(i - 1);
      if (line.contains(text)) {
        return i;
      }
      if (stop != null && i < from && line.trim().equals(stop)) {
        return 0;
      }
    }
    return 0;
  }
}
