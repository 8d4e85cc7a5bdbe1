package dev.clew.plugin;

import dev.clew.plugin.spi.Agent;
import org.jspecify.annotations.Nullable;

/**
 * State on a library object without touching it: a concurrent weak identity map. Never calls the
 * object's own {@code hashCode} or {@code equals}; an entry goes when its object does. Bounded by
 * count: beyond the bound {@link #set} does nothing and is counted. Reads take no lock.
 *
 * @param <K> the library type
 * @param <V> the state; should not refer to its own key, or the entry stays until it is taken
 */
public abstract class Slot<K, V> {

  /** For the engine. */
  protected Slot() {}

  /** Creates the slot of a plugin; to be kept in a static final field. */
  public static <K, V> Slot<K, V> on(Class<K> type, String name) {
    return Agent.services().slot(type, name);
  }

  /** Returns the state, or null. */
  public abstract @Nullable V get(K owner);

  /** Sets the state; null removes it. */
  public abstract void set(K owner, @Nullable V value);

  /** Sets the state if there was none, and returns what was there before. */
  public abstract @Nullable V setIfAbsent(K owner, V value);

  /** Removes and returns the state; of several callers at once exactly one gets it. */
  public abstract @Nullable V take(K owner);
}
