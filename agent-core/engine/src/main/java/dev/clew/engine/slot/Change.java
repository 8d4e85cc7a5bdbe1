package dev.clew.engine.slot;

import org.jspecify.annotations.Nullable;

/**
 * One change of an entry for {@link WeakIdentityMap#update}; used by one thread.
 *
 * @param <R> what the caller gets
 */
abstract class Change<R> {

  /** The new value; null removes the entry. Set by {@link #apply}. */
  @Nullable Object value;

  /** By how much {@link #weight} of the value grows. Set by {@link #apply}. */
  int added;

  /** Computes value and added from the present value, or null. Called again when a race is lost. */
  abstract void apply(@Nullable Object present);

  /** The result once the change is in. */
  abstract R result();

  /** The result when the map is full. */
  abstract R refused();

  /** What a value counts for. */
  static int weight(Object value) {
    return value instanceof ContextQueue ? ((ContextQueue) value).size : 1;
  }
}
