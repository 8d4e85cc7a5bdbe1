package dev.clew.plugin.context;

import dev.clew.plugin.Call;
import dev.clew.plugin.spi.Scopes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Captures, attaches and detaches contexts as opaque handles. A captured context may be kept and
 * used on any thread, any number of times; what {@link #attach} returns belongs to one thread.
 */
public final class Contexts {

  private Contexts() {}

  /** Returns the context of this thread, or null when there is nothing to carry. */
  public static @Nullable Object capture() {
    Context current = Context.current();
    return current == Context.root() ? null : current;
  }

  /**
   * Makes a captured context the current one.
   *
   * @param captured null does nothing
   * @return what {@link #detach} needs; null when nothing was to do, so that an exit is not called
   */
  public static @Nullable Object attach(@Nullable Object captured) {
    if (!(captured instanceof Context)) {
      return null;
    }
    Context context = (Context) captured;
    return context == Context.current() ? null : Scopes.attach(context);
  }

  /**
   * Leaves any context: for worker loops, timers and repeated tasks, whose work must not hang below
   * whoever created them.
   *
   * @return as {@link #attach}; null when the thread had no context
   */
  public static @Nullable Object clear() {
    Context root = Context.root();
    return Context.current() == root ? null : Scopes.attach(root);
  }

  /** Restores what was current before; on the thread that attached. Null does nothing. */
  public static void detach(@Nullable Object attached) {
    if (attached instanceof Scope) {
      ((Scope) attached).close();
    }
  }

  /** The context inside of a call, for work that belongs to it; null for null. */
  public static @Nullable Object inside(@Nullable Object call) {
    return call instanceof Call ? ((Call) call).context() : null;
  }

  /** The context around a call, for callbacks that run after it; null for null. */
  public static @Nullable Object around(@Nullable Object call) {
    return call instanceof Call ? ((Call) call).parent() : null;
  }
}
