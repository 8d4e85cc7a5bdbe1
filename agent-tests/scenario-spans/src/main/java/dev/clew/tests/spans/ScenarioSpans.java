package dev.clew.tests.spans;

import dev.clew.plugin.Arg;
import dev.clew.plugin.Enter;
import dev.clew.plugin.Exit;
import dev.clew.plugin.Plugin;
import dev.clew.plugin.RewritesReturn;
import dev.clew.plugin.context.Contexts;
import dev.clew.plugin.trace.SpanIds;
import dev.clew.plugin.trace.TraceApi;
import dev.clew.plugin.trace.TraceContexts;
import dev.clew.plugin.trace.TraceSpan;
import org.jspecify.annotations.Nullable;

/** Gives scenarios parents: spans and remote contexts by the methods of {@code SpanSource}. */
@Plugin(name = "scenario-spans", group = "test")
public final class ScenarioSpans {

  private static final String SOURCE = "dev.clew.tests.scenario.SpanSource";
  private static final String NOTHING = "00-00000000000000000000000000000000-0000000000000000-00";
  private static final TraceApi.Source SPANS = TraceApi.create().tracer("scenario", null, null);

  private ScenarioSpans() {}

  @Exit(
      type = SOURCE,
      method = "current",
      args = {})
  @RewritesReturn
  public static String current() {
    return traceparent(TraceContexts.span(TraceContexts.current()));
  }

  @Exit(
      type = SOURCE,
      method = "child",
      args = {"java.lang.String"})
  @RewritesReturn
  public static String child(@Arg(0) String name) {
    TraceSpan span = SPANS.span(name).start();
    span.end(0);
    return traceparent(span);
  }

  @Exit(
      type = SOURCE,
      method = "open",
      args = {"java.lang.String"})
  @RewritesReturn
  public static Object open(@Arg(0) String parent) {
    TraceSpan span =
        parent.startsWith("span:")
            ? SPANS.span(parent.substring("span:".length())).parent(null).start()
            : TraceSpan.of(remote(parent));
    return new Object[] {span, Contexts.attach(TraceContexts.withSpan(TraceContexts.root(), span))};
  }

  @Enter(
      type = SOURCE,
      method = "close",
      args = {"java.lang.Object"})
  public static void close(@Arg(0) Object opened) {
    Object[] pair = (Object[]) opened;
    Contexts.detach(pair[1]);
    TraceSpan span = (TraceSpan) pair[0];
    if (!span.ids().isRemote()) {
      span.end(0);
    }
  }

  private static SpanIds remote(String traceparent) {
    byte flags = (byte) Character.digit(traceparent.charAt(54), 16);
    return SpanIds.of(
        traceparent.substring(3, 35), traceparent.substring(36, 52), flags, null, true);
  }

  private static String traceparent(@Nullable TraceSpan span) {
    if (span == null) {
      return NOTHING;
    }
    SpanIds ids = span.ids();
    return "00-" + ids.traceId() + "-" + ids.spanId() + "-0" + (ids.flags() & 15);
  }
}
