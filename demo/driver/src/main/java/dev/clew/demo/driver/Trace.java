package dev.clew.demo.driver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The spans of one trace id, over all services. */
final class Trace {

  private static final List<String> SHOWN =
      List.of("http.response.status_code", "db.system.name", "db.query.text", "error.type");

  private final List<ReceivedSpan> spans;

  private Trace(List<ReceivedSpan> spans) {
    this.spans = spans;
  }

  /** Groups spans by trace, oldest trace first. */
  static List<Trace> group(List<ReceivedSpan> spans) {
    Map<String, List<ReceivedSpan>> byId = new LinkedHashMap<>();
    spans.stream()
        .sorted(Comparator.comparingLong(ReceivedSpan::start))
        .forEach(span -> byId.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span));
    return byId.values().stream().map(Trace::new).toList();
  }

  String id() {
    return spans.get(0).traceId();
  }

  int size() {
    return spans.size();
  }

  /** Whether the first span is the server span of this path in the shop. */
  boolean isCheckout(String sku) {
    return spans.stream()
        .filter(span -> span.parentId().isEmpty())
        .anyMatch(span -> ("/checkout/" + sku).equals(span.attributes().get("url.path")));
  }

  /** One line per span, children indented below their parent: {@code " orders SERVER POST /…"}. */
  List<String> outline() {
    List<String> lines = new ArrayList<>();
    for (ReceivedSpan root : roots()) {
      outline(root, "", lines);
    }
    return lines;
  }

  private void outline(ReceivedSpan span, String indent, List<String> lines) {
    lines.add(indent + span.label() + (span.error() ? " !" : ""));
    for (ReceivedSpan child : children(span)) {
      outline(child, indent + "  ", lines);
    }
  }

  /** Prints the tree with durations, errors and ids. */
  void print(Appendable out, boolean colour) throws java.io.IOException {
    out.append("trace ").append(id()).append(", ").append(size() + " spans\n");
    for (ReceivedSpan root : roots()) {
      print(root, "", out, colour);
    }
    out.append('\n');
  }

  private void print(ReceivedSpan span, String indent, Appendable out, boolean colour)
      throws java.io.IOException {
    double millis = (span.end() - span.start()) / 1e6;
    String line =
        String.format(
            Locale.ROOT, "%9.1f ms  %s%s %s", millis, indent, span.service(), describe(span));
    out.append(colour && span.error() ? "\u001b[31m" + line + "\u001b[0m" : line).append('\n');
    for (ReceivedSpan child : children(span)) {
      print(child, indent + "  ", out, colour);
    }
  }

  private static String describe(ReceivedSpan span) {
    StringBuilder text =
        new StringBuilder(span.kind())
            .append("  ")
            .append(span.name())
            .append(span.error() ? "  ERROR" : "");
    for (String key : SHOWN) {
      String value = span.attributes().get(key);
      if (value != null) {
        text.append("  ").append(key).append('=').append(value);
      }
    }
    return text.append("  ").append(span.spanId()).toString();
  }

  private List<ReceivedSpan> roots() {
    return spans.stream()
        .filter(span -> spans.stream().noneMatch(p -> p.spanId().equals(span.parentId())))
        .toList();
  }

  private List<ReceivedSpan> children(ReceivedSpan parent) {
    return spans.stream().filter(span -> span.parentId().equals(parent.spanId())).toList();
  }
}
