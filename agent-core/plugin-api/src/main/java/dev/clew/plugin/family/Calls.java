package dev.clew.plugin.family;

import dev.clew.plugin.Call;
import dev.clew.plugin.spi.Agent;
import dev.clew.plugin.spi.HookErrors;
import dev.clew.plugin.spi.PluginState;
import dev.clew.plugin.spi.Services;
import dev.clew.plugin.spi.Suppression;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one plugin: knows its live mode and its tracer, and finds a call of the same group
 * in a context, so that nested clients, pools and wrappers make one span.
 */
public final class Calls {

  /** Groups are few and named by plugins at build time; never grows with traffic. */
  private static final ConcurrentMap<String, ContextKey<Call>> GROUPS = new ConcurrentHashMap<>();

  private final Services services;
  private final PluginState plugin;
  private final Tracer tracer;
  private final ContextKey<Call> key;

  /**
   * Creates the calls of the plugin that is being linked.
   *
   * @param group calls of one group suppress each other; null for the plugin's own group
   */
  public Calls(@Nullable String group) {
    this.services = Agent.services();
    this.plugin = PluginState.current();
    this.tracer = services.tracer(plugin.name());
    this.key = keyOf(group == null ? plugin.group() : group);
  }

  /** The key under which calls of a group are found in a context. */
  public static ContextKey<Call> keyOf(String group) {
    ContextKey<Call> known = GROUPS.get(group);
    if (known == null) {
      ContextKey<Call> created = ContextKey.named("clew-" + group);
      known = GROUPS.putIfAbsent(group, created);
      return known == null ? created : known;
    }
    return known;
  }

  /** The services that were in force when the plugin was linked. */
  public Services services() {
    return services;
  }

  /** True when nothing is to be done at all. */
  public boolean off() {
    return plugin.mode() == PluginState.OFF;
  }

  /** True when context is carried but no span is made. */
  public boolean propagatesOnly() {
    return plugin.mode() == PluginState.PROPAGATE;
  }

  /** Ends here what a callback of ours threw; hooks have their own boundary. */
  public void failed(Throwable error, String callback) {
    HookErrors.suppressed(error, plugin.name(), callback);
  }

  /**
   * True if the context is inside of a call of this group that stands for what starts now: a
   * wrapper, a pool, a client below another one. Not inside of one that ended or was detached:
   * contexts of asynchronous calls reach the application's callbacks, and a request that is made
   * there is one of its own.
   */
  public boolean nested(Context context) {
    Call call = enclosing(context, key);
    return call != null && !call.detached();
  }

  /** Returns the open call under a key that the context is inside of, or null. */
  public static @Nullable Call enclosing(Context context, ContextKey<Call> key) {
    if (context == Context.root()) {
      return null;
    }
    Call call = context.get(key);
    return call == null || call.ended() ? null : call;
  }

  /** True for work of the agent itself. */
  public boolean suppressed(Context context) {
    return Suppression.in(context);
  }

  /** True if the context's parent is known, not sampled, and decides: no span needs to start. */
  public boolean dropped(Context context) {
    if (context == Context.root()) {
      return false;
    }
    SpanContext parent = Span.fromContext(context).getSpanContext();
    return parent.isValid() && !parent.isSampled() && services.parentDecides();
  }

  /**
   * True if a span below this context is certainly sampled, so that its attributes may be collected
   * before it starts.
   */
  public boolean sampled(Context context) {
    return Span.fromContext(context).getSpanContext().isSampled() && services.parentDecides();
  }

  /** A builder below the context. */
  public SpanBuilder span(String name, SpanKind kind, Context parent) {
    return tracer.spanBuilder(name).setSpanKind(kind).setParent(parent);
  }

  /** Creates the call of a span; its inner context holds the span and the call. */
  public Call call(Context parent, Span span, @Nullable Object detail) {
    Call call = new Call(parent, span, detail);
    return call.within(parent.with(span).with(key, call));
  }

  /** Creates a call without a span, which only marks that it is under way. */
  public Call unrecorded(Context parent, @Nullable Object detail) {
    Call call = new Call(parent, Span.getInvalid(), detail);
    return call.within(parent.with(key, call));
  }
}
