package dev.clew.engine.slot;

import dev.clew.plugin.context.PendingContexts;
import org.jspecify.annotations.Nullable;

/**
 * Contexts that wait on task objects until the tasks run: per task object first in first out, since
 * two submissions of one object cannot be told apart. Tasks are held weakly and by identity; what
 * is never run goes with its task. Contexts count against the bound one by one.
 */
public final class PendingMap extends PendingContexts {

  /** Keeps the place of a submission without a context. */
  private static final Object NONE = new Object();

  private final WeakIdentityMap<Object, Object> map;

  /** Creates a map for about this many waiting contexts. */
  public PendingMap(int maxContexts) {
    map = new WeakIdentityMap<>(maxContexts);
  }

  /**
   * Adds a context behind those the task has. Does nothing when the map is full: the task will run
   * without a context.
   *
   * @param context null keeps the submission's place if others of the same task wait
   */
  @Override
  public void put(Object task, @Nullable Object context) {
    if (context != null) {
      map.update(task, new Put(context));
    } else if (map.get(task) != null) {
      // Another thread may take the last one meanwhile; then the mark stays for one run: no harm.
      map.update(task, new Put(NONE));
    }
  }

  /** Takes the oldest context of the task, or null; each context is taken once. */
  @Override
  public @Nullable Object take(Object task) {
    // Most tasks that run have nothing waiting (nobody traced submitted them): that must cost a
    // read.
    Object context = map.get(task) == null ? null : map.update(task, new Take(true)).context;
    return context == NONE ? null : context;
  }

  /** Drops the newest context of the task: the submission that put it was refused. */
  @Override
  public void remove(Object task) {
    if (map.get(task) != null) {
      map.update(task, new Take(false));
    }
  }

  /** Contexts that wait now. */
  public int size() {
    return map.size();
  }

  /** How many contexts were not taken because the map was full. */
  public long refused() {
    return map.refused();
  }

  private static final class Put extends Change<Boolean> {
    private final Object context;

    Put(Object context) {
      this.context = context;
    }

    @Override
    void apply(@Nullable Object present) {
      added = 1;
      if (present == null) {
        value = context;
      } else if (present instanceof ContextQueue) {
        value = ((ContextQueue) present).plus(context);
      } else {
        value = ContextQueue.of(present, context);
      }
    }

    @Override
    Boolean result() {
      return Boolean.TRUE;
    }

    @Override
    Boolean refused() {
      return Boolean.FALSE;
    }
  }

  /** Its own result, to spare an object per call. */
  private static final class Take extends Change<Take> {
    private final boolean oldest;
    @Nullable Object context;

    Take(boolean oldest) {
      this.oldest = oldest;
    }

    @Override
    void apply(@Nullable Object present) {
      value = null;
      context = null;
      added = 0;
      if (present instanceof ContextQueue) {
        ContextQueue queue = (ContextQueue) present;
        context = oldest ? queue.oldest() : queue.newest();
        value = oldest ? queue.withoutOldest() : queue.withoutNewest();
        added = -1;
      } else if (present != null) {
        context = present;
        added = -1;
      }
    }

    @Override
    Take result() {
      return this;
    }

    @Override
    Take refused() {
      return this;
    }
  }
}
