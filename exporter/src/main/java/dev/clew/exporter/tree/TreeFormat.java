package dev.clew.exporter.tree;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays out the spans of one tree, one line each, children by start time. */
final class TreeFormat {

  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");

  private final boolean ascii;
  private final Paint paint;
  private final SpanLine line;

  TreeFormat(boolean colour, boolean ascii) {
    this.ascii = ascii;
    this.paint = new Paint(colour);
    this.line = new SpanLine(paint, ascii);
  }

  /** A tree whose root ended. */
  void tree(StringBuilder text, SpanData root, List<SpanData> spans, int leftOut) {
    String remote =
        root.getParentSpanContext().isValid() ? "below " + root.getParentSpanId() : null;
    head(text, root, spans.size(), leftOut, remote);
    body(text, root, spans);
  }

  /** Spans that ended after the tree they belong to was printed. */
  void late(StringBuilder text, SpanData top, List<SpanData> spans) {
    head(text, top, spans.size(), 0, "late, below " + top.getParentSpanId());
    body(text, top, spans);
  }

  /** Spans whose root did not come. */
  void incomplete(StringBuilder text, SpanData top, List<SpanData> spans, int leftOut) {
    head(text, top, spans.size(), leftOut, "incomplete, below " + top.getParentSpanId());
    body(text, top, spans);
  }

  private void head(
      StringBuilder text, SpanData top, int spans, int leftOut, @Nullable String remark) {
    String service = top.getResource().getAttribute(SERVICE);
    text.append(paint.strong(service == null ? "unknown" : SpanLine.clean(service)));
    text.append("  trace ").append(top.getTraceId());
    text.append(spans == 1 ? "  1 span" : "  " + spans + " spans");
    if (leftOut > 0) {
      text.append(" and ").append(leftOut).append(" left out");
    }
    if (remark != null) {
      text.append("  ").append(paint.faint(remark));
    }
    text.append('\n');
  }

  private void body(StringBuilder text, SpanData top, List<SpanData> spans) {
    Map<String, List<SpanData>> children = PendingTrace.byParent(spans);
    branch(text, top, children, "", true);
  }

  private void branch(
      StringBuilder text,
      SpanData span,
      Map<String, List<SpanData>> children,
      String indent,
      boolean last) {
    text.append(indent).append(last ? corner() : tee());
    line.append(text, span);
    text.append('\n');
    List<SpanData> below = children.remove(span.getSpanId()); // removed: a cycle of ids ends here
    if (below == null) {
      return;
    }
    String deeper = indent + (last ? "   " : bar());
    for (int i = 0; i < below.size(); i++) {
      branch(text, below.get(i), children, deeper, i == below.size() - 1);
    }
  }

  private String corner() {
    return ascii ? "\\- " : "\u2514\u2500 ";
  }

  private String tee() {
    return ascii ? "|- " : "\u251c\u2500 ";
  }

  private String bar() {
    return ascii ? "|  " : "\u2502  ";
  }
}
