package dev.clew.exporter.tree;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Remembers which spans were printed, for the last 128 traces and up to 256 spans in each. Export
 * thread only.
 */
final class PrintedSpans {

  private static final int MAX_TRACES = 128;
  private static final int MAX_SPANS = 256;

  private final Map<String, Set<String>> traces =
      new LinkedHashMap<String, Set<String>>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
          return size() > MAX_TRACES;
        }
      };

  void add(List<SpanData> spans) {
    for (SpanData span : spans) {
      Set<String> ids = traces.get(span.getTraceId());
      if (ids == null) {
        ids = new HashSet<>();
        traces.put(span.getTraceId(), ids);
      }
      if (ids.size() < MAX_SPANS) {
        ids.add(span.getSpanId());
      }
    }
  }

  boolean contains(String traceId, String spanId) {
    Set<String> ids = traces.get(traceId);
    return ids != null && ids.contains(spanId);
  }
}
