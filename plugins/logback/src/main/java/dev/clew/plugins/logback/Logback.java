package dev.clew.plugins.logback;

import ch.qos.logback.classic.spi.LoggingEvent;
import dev.clew.plugin.Exit;
import dev.clew.plugin.Plugin;
import dev.clew.plugin.Returned;
import dev.clew.plugin.RewritesReturn;
import dev.clew.plugin.Self;
import dev.clew.plugin.Slot;
import dev.clew.plugin.log.LogContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code trace_id}, {@code span_id} and {@code trace_flags} in the MDC of each event, as they were
 * when the event was created, whichever thread writes it. The application's MDC is not touched, and
 * its own entries win.
 */
@Plugin(
    name = "logback",
    group = "logging",
    covers = "ch.qos.logback:logback-classic:[1.0,1.6)",
    contextOnly = true)
public final class Logback {

  private static final Slot<LoggingEvent, LogContext> CONTEXT =
      Slot.on(LoggingEvent.class, "context");

  @Exit(
      type = "ch.qos.logback.classic.spi.LoggingEvent",
      method = "<init>",
      args = {"java.lang.String", "*", "*", ".."})
  public static void created(@Self LoggingEvent event) {
    LogContext context = LogContext.current();
    if (context != null) {
      CONTEXT.set(event, context);
    }
  }

  @Exit(
      type = "ch.qos.logback.classic.spi.LoggingEvent",
      method = {"getMDCPropertyMap", "getMdc"},
      args = {})
  @RewritesReturn
  public static @Nullable Object read(@Self LoggingEvent event, @Returned Map<String, String> mdc) {
    LogContext context = CONTEXT.get(event);
    return context == null ? null : merged(context, mdc);
  }

  private static Map<String, String> merged(LogContext context, @Nullable Map<String, String> mdc) {
    Map<String, String> merged = new HashMap<String, String>();
    merged.put(LogContext.TRACE_ID, context.traceId());
    merged.put(LogContext.SPAN_ID, context.spanId());
    merged.put(LogContext.TRACE_FLAGS, context.traceFlags());
    if (mdc != null) {
      merged.putAll(mdc);
    }
    return merged;
  }
}
