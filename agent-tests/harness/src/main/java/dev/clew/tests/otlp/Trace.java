package dev.clew.tests.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Some spans, normally of one trace, and what can be asked of them. */
public final class Trace {

  private final List<TestSpan> spans;

  Trace(List<TestSpan> spans) {
    this.spans = List.copyOf(spans);
  }

  /** Some spans as a trace. */
  public static Trace of(List<TestSpan> spans) {
    return new Trace(spans);
  }

  /** All spans. */
  public List<TestSpan> spans() {
    return spans;
  }

  /** Spans of one kind. */
  public List<TestSpan> ofKind(String kind) {
    return spans.stream().filter(span -> span.kind().equals(kind)).toList();
  }

  /** The only span of a kind; fails if there are none or several. */
  public TestSpan only(String kind) {
    List<TestSpan> found = ofKind(kind);
    assertThat(found).as("spans of kind %s in\n%s", kind, tree()).hasSize(1);
    return found.get(0);
  }

  /** The only span with a name; fails if there are none or several. */
  public TestSpan named(String name) {
    List<TestSpan> found = spans.stream().filter(span -> span.name().equals(name)).toList();
    assertThat(found).as("spans named %s in\n%s", name, tree()).hasSize(1);
    return found.get(0);
  }

  /** Direct children in order of their start. */
  public List<TestSpan> children(TestSpan parent) {
    return spans.stream()
        .filter(span -> span.isChildOf(parent))
        .sorted(Comparator.comparingLong(TestSpan::startNanos))
        .toList();
  }

  /**
   * An indented picture: one span a line, children below their parent, parents that did not arrive
   * named.
   */
  public String tree() {
    StringBuilder out = new StringBuilder();
    List<TestSpan> roots = new ArrayList<>();
    for (TestSpan span : spans) {
      if (spans.stream().noneMatch(span::isChildOf)) {
        roots.add(span);
      }
    }
    roots.sort(Comparator.comparingLong(TestSpan::startNanos));
    for (TestSpan root : roots) {
      out.append(root.traceId());
      if (!root.parentSpanId().isEmpty()) {
        out.append(" (parent ").append(root.parentSpanId()).append(" elsewhere)");
      }
      out.append('\n');
      append(root, 1, out);
    }
    return out.toString();
  }

  private void append(TestSpan span, int depth, StringBuilder out) {
    out.append("  ".repeat(depth)).append(span).append('\n');
    for (TestSpan child : children(span)) {
      append(child, depth + 1, out);
    }
  }

  @Override
  public String toString() {
    return tree();
  }
}
