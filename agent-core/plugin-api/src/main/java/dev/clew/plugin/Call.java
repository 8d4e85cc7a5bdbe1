package dev.clew.plugin;

import dev.clew.plugin.spi.Scopes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One traced operation, from start to end: what {@code start} of a span family returns. Opaque to
 * plugins, which hand it to {@code end} of the same family; the methods here are for families.
 *
 * <p>Ends once, on any thread. The scope belongs to the thread that attached it: the first call of
 * {@link #detach} or {@link #finish} there closes it, those on other threads leave it alone.
 */
public final class Call {

  private static final AtomicIntegerFieldUpdater<Call> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(Call.class, "ended");

  private final Context parent;
  private final Span span;
  private final @Nullable Object detail;
  private Context context;

  // Written and read by the owner only; another thread sees at most that it is not the owner.
  private @Nullable Scope scope;
  private @Nullable Thread owner;
  private volatile boolean detached;
  private volatile int ended;

  /**
   * Creates a call that is not attached.
   *
   * @param parent the context around it
   * @param span the invalid span when there is none
   * @param detail what the family wants back at the end
   */
  public Call(Context parent, Span span, @Nullable Object detail) {
    this.parent = parent;
    this.span = span;
    this.detail = detail;
    this.context = parent;
  }

  /** The context around the call. */
  public Context parent() {
    return parent;
  }

  /** The context inside of the call. */
  public Context context() {
    return context;
  }

  /** The span; not recording when the call is not sampled or its plugin only propagates. */
  public Span span() {
    return span;
  }

  /** What the family gave to the constructor. */
  public @Nullable Object detail() {
    return detail;
  }

  /** True from the first {@link #finish} on. */
  public boolean ended() {
    return ended != 0;
  }

  /** True from the first {@link #detach} on, also if the call was attached again since. */
  public boolean detached() {
    return detached;
  }

  /** Sets the inner context; before the call is handed out. */
  public Call within(Context inner) {
    context = inner;
    return this;
  }

  /** Makes the inner context current on this thread. */
  public Call attach() {
    if (scope == null) {
      owner = Thread.currentThread();
      scope = Scopes.attach(context);
    }
    return this;
  }

  /** Restores the outer context if this is the thread that attached; the call goes on. */
  public void detach() {
    detached = true;
    if (owner == Thread.currentThread()) {
      owner = null;
      Scope open = scope;
      scope = null;
      if (open != null) {
        open.close();
      }
    }
  }

  /**
   * Ends the call: {@link #detach}, and true for exactly one caller, who then completes the span.
   */
  public boolean finish() {
    detach();
    return ended == 0 && ENDED.compareAndSet(this, 0, 1);
  }
}
