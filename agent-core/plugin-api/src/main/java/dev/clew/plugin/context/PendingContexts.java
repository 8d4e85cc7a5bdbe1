package dev.clew.plugin.context;

import dev.clew.plugin.spi.Agent;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of tasks that were handed over and have not run yet: a weak identity map with a
 * first-in-first-out list per task object. Two submissions of one object cannot be told apart, so
 * order is enough. Never calls a task's {@code hashCode}, {@code equals} or {@code toString}; never
 * locks; an entry goes when its task does. Bounded: beyond the bound {@link #put} does nothing and
 * is counted.
 */
public abstract class PendingContexts {

  /** For the engine. */
  protected PendingContexts() {}

  /** Creates the map of a plugin; to be kept in a static final field. */
  public static PendingContexts create(String name) {
    return Agent.services().pendingContexts(name);
  }

  /**
   * Appends a submission.
   *
   * @param context from {@link Contexts#capture}; null, a submission without a context, keeps its
   *     place in the order where other submissions of the same task wait, and costs nothing where
   *     none does
   */
  public abstract void put(Object task, @Nullable Object context);

  /**
   * Removes and returns the oldest submission's context; of several callers at once each gets
   * another one.
   *
   * @return null if there is none, or if that submission had no context
   */
  public abstract @Nullable Object take(Object task);

  /**
   * Removes the newest submission of a task that will not run: it was rejected, cancelled or taken
   * out of a queue.
   */
  public abstract void remove(Object task);
}
