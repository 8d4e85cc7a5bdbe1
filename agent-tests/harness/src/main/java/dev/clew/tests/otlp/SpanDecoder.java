package dev.clew.tests.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From protocol buffers to {@link TestSpan}. */
final class SpanDecoder {

  private SpanDecoder() {}

  static List<TestSpan> decode(ExportTraceServiceRequest request) {
    List<TestSpan> spans = new ArrayList<>();
    for (ResourceSpans resourceSpans : request.getResourceSpansList()) {
      Map<String, Object> resource = attributes(resourceSpans.getResource().getAttributesList());
      for (ScopeSpans scopeSpans : resourceSpans.getScopeSpansList()) {
        for (Span span : scopeSpans.getSpansList()) {
          spans.add(span(span, scopeSpans.getScope().getName(), resource));
        }
      }
    }
    return spans;
  }

  private static TestSpan span(Span span, String scope, Map<String, Object> resource) {
    return new TestSpan(
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getTraceState(),
        span.getFlags(),
        span.getName(),
        span.getKind().name().replace("SPAN_KIND_", ""),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        attributes(span.getAttributesList()),
        span.getStatus().getCode().name().replace("STATUS_CODE_", ""),
        span.getStatus().getMessage(),
        span.getEventsList().stream()
            .map(e -> new TestSpan.Event(e.getName(), attributes(e.getAttributesList())))
            .toList(),
        span.getLinksList().stream()
            .map(
                l ->
                    new TestSpan.Link(
                        hex(l.getTraceId()), hex(l.getSpanId()), attributes(l.getAttributesList())))
            .toList(),
        scope,
        resource);
  }

  private static Map<String, Object> attributes(List<KeyValue> list) {
    Map<String, Object> attributes = new TreeMap<>();
    for (KeyValue entry : list) {
      if (attributes.put(entry.getKey(), value(entry.getValue())) != null) {
        throw new IllegalArgumentException("Attribute " + entry.getKey() + " occurs twice");
      }
    }
    return attributes;
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(SpanDecoder::value).toList();
      case KVLIST_VALUE -> attributes(value.getKvlistValue().getValuesList());
      default -> value.toString();
    };
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
