package dev.clew.tests.otlp;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as it arrived.
 *
 * @param parentSpanId 16 hex, empty for a root
 * @param kind {@code SERVER}, {@code CLIENT}, {@code INTERNAL}, {@code PRODUCER}, {@code CONSUMER}
 * @param attributes values are String, Long, Double, Boolean or List
 * @param status {@code UNSET}, {@code OK} or {@code ERROR}
 * @param flags the low eight bits are the trace flags
 */
public record TestSpan(
    String traceId,
    String spanId,
    String parentSpanId,
    String traceState,
    int flags,
    String name,
    String kind,
    long startNanos,
    long endNanos,
    Map<String, Object> attributes,
    String status,
    String statusMessage,
    List<Event> events,
    List<Link> links,
    String scope,
    Map<String, Object> resource) {

  /** Stands for a parent that is not there: roots of the trace are its children. */
  public static TestSpan absent(String traceId) {
    return new TestSpan(
        traceId,
        "",
        "none",
        "",
        0,
        "(no parent)",
        "",
        0,
        0,
        Map.of(),
        "UNSET",
        "",
        List.of(),
        List.of(),
        "",
        Map.of());
  }

  /** An event of a span. */
  public record Event(String name, Map<String, Object> attributes) {}

  /** A link of a span. */
  public record Link(String traceId, String spanId, Map<String, Object> attributes) {}

  /** An attribute as text, empty where absent. */
  public String text(String key) {
    Object value = attributes.get(key);
    return value == null ? "" : value.toString();
  }

  /** Whether this span is a direct child of the other. */
  public boolean isChildOf(TestSpan parent) {
    return traceId.equals(parent.traceId) && parentSpanId.equals(parent.spanId);
  }

  @Override
  public String toString() {
    return kind
        + " '"
        + name
        + "' "
        + (status.equals("UNSET") ? "" : status + " ")
        + new TreeMap<>(attributes);
  }
}
