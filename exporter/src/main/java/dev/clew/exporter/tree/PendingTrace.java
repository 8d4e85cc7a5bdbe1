package dev.clew.exporter.tree;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The spans of one trace that were not printed yet. Export thread only. */
final class PendingTrace {

  private static final Comparator<SpanData> BY_START =
      new Comparator<SpanData>() {
        @Override
        public int compare(SpanData a, SpanData b) {
          return Long.compare(a.getStartEpochNanos(), b.getStartEpochNanos());
        }
      };

  private final int maxSpans;
  private final List<SpanData> spans = new ArrayList<>();
  private int leftOut;
  private long lastAdded;

  PendingTrace(int maxSpans) {
    this.maxSpans = maxSpans;
  }

  /** Local roots always fit: without them nothing would be printed. */
  void add(SpanData span, long now) {
    lastAdded = now;
    if (spans.size() >= maxSpans && !isLocalRoot(span)) {
      leftOut++;
    } else {
      spans.add(span);
    }
  }

  long lastAdded() {
    return lastAdded;
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }

  /** A copy, oldest start first. */
  List<SpanData> spans() {
    List<SpanData> copy = new ArrayList<>(spans);
    copy.sort(BY_START);
    return copy;
  }

  List<SpanData> localRoots() {
    List<SpanData> roots = new ArrayList<>(1);
    for (SpanData span : spans()) {
      if (isLocalRoot(span)) {
        roots.add(span);
      }
    }
    return roots;
  }

  /** Spans whose parent is not here. */
  List<SpanData> tops() {
    Set<String> ids = new HashSet<>();
    for (SpanData span : spans) {
      ids.add(span.getSpanId());
    }
    List<SpanData> tops = new ArrayList<>();
    for (SpanData span : spans()) {
      if (isLocalRoot(span) || !ids.contains(span.getParentSpanId())) {
        tops.add(span);
      }
    }
    return tops;
  }

  /**
   * Removes a span and all below it, but not below another local root; empty if it was taken
   * before.
   */
  List<SpanData> takeTree(SpanData top) {
    if (!removeAll(Collections.singletonList(top))) {
      return new ArrayList<>();
    }
    Map<String, List<SpanData>> children = byParent(spans());
    List<SpanData> tree = new ArrayList<>();
    tree.add(top);
    for (int i = 0; i < tree.size(); i++) { // grows while it is walked
      List<SpanData> below = children.remove(tree.get(i).getSpanId());
      if (below != null) {
        tree.addAll(below);
      }
    }
    removeAll(tree);
    return tree;
  }

  /** By identity: a span's own equals compares every attribute. */
  private boolean removeAll(List<SpanData> taken) {
    Set<SpanData> identities = Collections.newSetFromMap(new IdentityHashMap<SpanData, Boolean>());
    identities.addAll(taken);
    int kept = 0;
    for (SpanData span : spans) {
      if (!identities.contains(span)) {
        spans.set(kept++, span);
      }
    }
    boolean removed = kept < spans.size();
    spans.subList(kept, spans.size()).clear();
    return removed;
  }

  /** How many spans did not fit since this was last asked. */
  int takeLeftOut() {
    int count = leftOut;
    leftOut = 0;
    return count;
  }

  static Map<String, List<SpanData>> byParent(List<SpanData> spans) {
    Map<String, List<SpanData>> children = new HashMap<>();
    for (SpanData span : spans) {
      if (!isLocalRoot(span)) {
        List<SpanData> siblings = children.get(span.getParentSpanId());
        if (siblings == null) {
          siblings = new ArrayList<>(2);
          children.put(span.getParentSpanId(), siblings);
        }
        siblings.add(span);
      }
    }
    return children;
  }

  private static boolean isLocalRoot(SpanData span) {
    return !span.getParentSpanContext().isValid() || span.getParentSpanContext().isRemote();
  }
}
