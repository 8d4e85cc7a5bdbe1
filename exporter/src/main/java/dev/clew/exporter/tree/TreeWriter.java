package dev.clew.exporter.tree;

import static java.util.Objects.requireNonNull;

import dev.clew.exporter.NanoTime;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.Flushable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Prints the part of each trace that this process saw as a tree, as soon as its local root ended:
 * the span without a parent, or whose parent is in another process.
 *
 * <p>A span that ends after its root is printed by itself and marked late. Spans whose root does
 * not come are printed as incomplete after a while, when there are too many, or at shutdown; time
 * is looked at when spans arrive. Memory is bounded by the number of traces and of spans in each.
 */
public final class TreeWriter implements SpanExporter {

  private final Appendable out;
  private final TreeFormat format;
  private final int maxTraces;
  private final int maxSpans;
  private final long idleNanos;
  private final LongSupplier nanoClock;

  /** Oldest first. */
  private final Map<String, PendingTrace> pending = new LinkedHashMap<>();

  private final PrintedSpans printed = new PrintedSpans();

  private TreeWriter(Builder builder) {
    this.out = builder.out;
    this.format = new TreeFormat(builder.colour, builder.ascii);
    this.maxTraces = builder.maxTraces;
    this.maxSpans = builder.maxSpans;
    this.idleNanos = TimeUnit.MILLISECONDS.toNanos(builder.idleMillis);
    this.nanoClock = builder.nanoClock;
  }

  /**
   * Starts from the defaults: no colour, 256 traces of up to 1,000 spans, 30 seconds.
   *
   * @param out written by the export thread, flushed if it can be; each tree is one append
   */
  public static Builder builder(Appendable out) {
    return new Builder(out);
  }

  @Override
  public synchronized CompletableResultCode export(Collection<SpanData> spans) {
    StringBuilder text = new StringBuilder();
    long now = nanoClock.getAsLong();
    for (SpanData span : spans) {
      PendingTrace trace = pending.get(span.getTraceId());
      if (trace == null) {
        trace = new PendingTrace(maxSpans);
        pending.put(span.getTraceId(), trace);
      }
      trace.add(span, now);
    }
    printFinished(text);
    printStale(text, now);
    return write(text);
  }

  /** Writes nothing: what can be printed was printed when it arrived. */
  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  /** Prints what is left as incomplete. */
  @Override
  public synchronized CompletableResultCode shutdown() {
    StringBuilder text = new StringBuilder();
    for (PendingTrace trace : pending.values()) {
      printRest(text, trace);
    }
    pending.clear();
    return write(text);
  }

  @Override
  public String toString() {
    return "tree";
  }

  private void printFinished(StringBuilder text) {
    for (Iterator<PendingTrace> traces = pending.values().iterator(); traces.hasNext(); ) {
      PendingTrace trace = traces.next();
      for (SpanData root : trace.localRoots()) {
        List<SpanData> tree = trace.takeTree(root);
        format.tree(text, root, tree, trace.takeLeftOut());
        printed.add(tree);
      }
      for (SpanData orphan : trace.spans()) {
        if (printed.contains(orphan.getTraceId(), orphan.getParentSpanId())) {
          printLate(text, trace, orphan);
        }
      }
      if (trace.isEmpty()) {
        traces.remove();
      }
    }
  }

  private void printLate(StringBuilder text, PendingTrace trace, SpanData top) {
    List<SpanData> tree = trace.takeTree(top);
    if (!tree.isEmpty()) {
      format.late(text, top, tree);
      printed.add(tree);
    }
  }

  private void printStale(StringBuilder text, long now) {
    for (Iterator<PendingTrace> traces = pending.values().iterator(); traces.hasNext(); ) {
      PendingTrace trace = traces.next();
      if (now - trace.lastAdded() > idleNanos || pending.size() > maxTraces) {
        printRest(text, trace);
        traces.remove();
      }
    }
  }

  private void printRest(StringBuilder text, PendingTrace trace) {
    for (SpanData top : trace.tops()) {
      List<SpanData> tree = trace.takeTree(top);
      format.incomplete(text, top, tree, trace.takeLeftOut());
      printed.add(tree);
    }
  }

  private CompletableResultCode write(StringBuilder text) {
    if (text.length() == 0) {
      return CompletableResultCode.ofSuccess();
    }
    try {
      out.append(text);
      if (out instanceof Flushable) {
        ((Flushable) out).flush();
      }
      return CompletableResultCode.ofSuccess();
    } catch (IOException e) {
      return CompletableResultCode.ofExceptionalFailure(e);
    }
  }

  /** Settings of a tree writer; every setter throws on a value out of range. */
  public static final class Builder {

    private final Appendable out;
    private boolean colour;
    private boolean ascii;
    private int maxTraces = 256;
    private int maxSpans = 1000;
    private long idleMillis = 30_000;
    private LongSupplier nanoClock = NanoTime.CLOCK;

    private Builder(Appendable out) {
      this.out = requireNonNull(out, "out");
    }

    /** ANSI colours; off unless told. */
    public Builder colour(boolean on) {
      colour = on;
      return this;
    }

    /** Lines of plain ASCII, for an output that is not UTF-8. */
    public Builder ascii(boolean on) {
      ascii = on;
      return this;
    }

    /** Most traces that wait for their root, in [1, 100000]; beyond it the oldest is printed. */
    public Builder maxTraces(int traces) {
      maxTraces = inRange("maxTraces", traces);
      return this;
    }

    /** Most spans kept of one trace, in [1, 100000]; the tree says how many it leaves out. */
    public Builder maxSpans(int spans) {
      maxSpans = inRange("maxSpans", spans);
      return this;
    }

    /** How long a trace without its root waits after its last span. */
    public Builder idleMillis(long millis) {
      idleMillis = millis;
      return this;
    }

    Builder nanoClock(LongSupplier clock) {
      nanoClock = clock;
      return this;
    }

    public TreeWriter build() {
      return new TreeWriter(this);
    }

    private static int inRange(String name, int value) {
      if (value < 1 || value > 100_000) {
        throw new IllegalArgumentException(
            name + "=" + value + " is out of range, accepted: 1 to 100000");
      }
      return value;
    }
  }

  /** The ids of traces that wait for their root. */
  synchronized List<String> waiting() {
    return new ArrayList<>(pending.keySet());
  }
}
