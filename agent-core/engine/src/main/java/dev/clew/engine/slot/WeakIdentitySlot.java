package dev.clew.engine.slot;

import dev.clew.plugin.Slot;
import org.jspecify.annotations.Nullable;

/** The slot of one plugin class, on a {@link WeakIdentityMap}. */
public final class WeakIdentitySlot<K, V> extends Slot<K, V> {

  private final String name;
  private final WeakIdentityMap<K, V> map;

  WeakIdentitySlot(String name, int maxEntries) {
    this.name = name;
    map = new WeakIdentityMap<>(maxEntries);
  }

  @Override
  public @Nullable V get(K owner) {
    return map.get(owner);
  }

  @Override
  public void set(K owner, @Nullable V value) {
    if (value == null) {
      map.remove(owner);
    } else {
      map.put(owner, value);
    }
  }

  @Override
  public @Nullable V setIfAbsent(K owner, V value) {
    return map.putIfAbsent(owner, value);
  }

  @Override
  public @Nullable V take(K owner) {
    return map.remove(owner);
  }

  /** Entries now, without those of collected owners. */
  public int size() {
    return map.size();
  }

  /** How many values were not kept because the slot was full. */
  public long refused() {
    return map.refused();
  }

  @Override
  public String toString() {
    return name;
  }
}
