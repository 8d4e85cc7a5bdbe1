package dev.clew.runtime.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The agent's context storage. Works the same on virtual threads: the holder is the thread's own
 * and nothing here blocks or synchronizes. A holder refers to agent classes and contexts only, and
 * to no context while the thread has no scope open.
 */
public final class AgentContextStorage implements ContextStorage {

  /** Scopes that one thread may have open; a leak ends here instead of filling the heap. */
  static final int MAX_DEPTH = 512;

  private static final AgentContextStorage INSTANCE = new AgentContextStorage();

  @SuppressWarnings("ThreadLocalUsage") // one storage per JVM; only tests make more
  private final ThreadLocal<Holder> holders = new Holders();

  private final ScopeCounters counters = new ScopeCounters();
  private volatile @Nullable ScopeListener listener;

  AgentContextStorage() {}

  /** The storage that the relocated API uses. */
  public static AgentContextStorage instance() {
    return INSTANCE;
  }

  /** Scope counts of all threads. */
  public ScopeCounters counters() {
    return counters;
  }

  /** Sets who is told of every change of a thread's context; null for nobody. */
  public void listener(@Nullable ScopeListener newListener) {
    listener = newListener;
  }

  /**
   * Makes a context current.
   *
   * @return what restores the context before; a no-op when {@code context} is null or current, or
   *     when the depth is spent
   */
  @Override
  public Scope attach(@Nullable Context context) {
    Holder holder = holders.get();
    holder.dropClosed();
    OpenScope top = holder.top;
    if (context == null || context == (top == null ? null : top.context)) {
      return Scope.noop();
    }
    if (top == null && context == Context.root()) {
      return Scope.noop();
    }
    if (holder.depth >= MAX_DEPTH) {
      counters.refused();
      return Scope.noop();
    }
    OpenScope scope = new OpenScope(this, holder, top, context);
    holder.top = scope;
    holder.depth++;
    counters.opened(holder.stripe);
    tell(top == null ? null : top.context, context);
    return scope;
  }

  /** The context of this thread, or null for none. */
  @Override
  public @Nullable Context current() {
    Holder holder = holders.get();
    OpenScope top = holder.top;
    if (top != null && top.closed) {
      holder.dropClosed();
      top = holder.top;
    }
    return top == null ? null : top.context;
  }

  /** Scopes of this thread, which is one of the agent's own, are not counted from now on. */
  public void leaveOutOfCounts() {
    holders.get().stripe = ScopeCounters.OWN_THREADS;
  }

  private void close(OpenScope scope) {
    Holder holder = scope.holder;
    if (scope.closed) {
      return; // AutoCloseable allows a second close
    }
    scope.closed = true;
    counters.closed(holder.stripe);
    if (holder != holders.get()) {
      // Another thread's stack is not ours to change; its owner drops the scope when it meets it.
      counters.misused();
      return;
    }
    if (holder.top != scope) {
      counters.misused();
      return;
    }
    holder.dropClosed();
    OpenScope top = holder.top;
    tell(scope.context, top == null ? null : top.context);
  }

  private void tell(@Nullable Context before, @Nullable Context after) {
    ScopeListener told = listener;
    if (told != null) {
      try {
        told.changed(before, after);
      } catch (Throwable e) {
        counters.listenerFailed();
      }
    }
  }

  /** The stack of one thread; all but {@link OpenScope#closed} is touched by that thread only. */
  private static final class Holder {
    int stripe;
    @Nullable OpenScope top;
    int depth;

    Holder(int stripe) {
      this.stripe = stripe;
    }

    void dropClosed() {
      OpenScope scope = top;
      while (scope != null && scope.closed) {
        scope = scope.below;
        depth--;
      }
      top = scope;
    }
  }

  private static final class OpenScope implements Scope {
    final AgentContextStorage storage;
    final Holder holder;
    final @Nullable OpenScope below;
    final Context context;

    /** Also set by a thread that closes a foreign scope; seeing it late is harmless. */
    boolean closed;

    OpenScope(
        AgentContextStorage storage, Holder holder, @Nullable OpenScope below, Context context) {
      this.storage = storage;
      this.holder = holder;
      this.below = below;
      this.context = context;
    }

    @Override
    public void close() {
      storage.close(this);
    }
  }

  private final class Holders extends ThreadLocal<Holder> {
    @Override
    protected Holder initialValue() {
      return new Holder(counters.nextStripe());
    }
  }
}
