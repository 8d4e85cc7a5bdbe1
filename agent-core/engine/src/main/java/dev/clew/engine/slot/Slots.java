package dev.clew.engine.slot;

import dev.clew.plugin.Slot;
import dev.clew.plugin.context.PendingContexts;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates slots and counts what they hold. Slots are held weakly: they live as long as the plugin
 * class that owns them, which lives as long as an application loader.
 */
public final class Slots {

  /** Entries one slot takes. */
  public static final int MAX_ENTRIES = 1 << 16;

  private final List<Registered> slots = new ArrayList<>();

  /** Values refused by slots that are gone. */
  private long refusedBefore;

  /** Creates a slot; on a linking thread, or any other. */
  public <K, V> Slot<K, V> create(Class<K> type, String name) {
    WeakIdentitySlot<K, V> slot = new WeakIdentitySlot<>(type.getName() + ":" + name, MAX_ENTRIES);
    register(slot, null);
    return slot;
  }

  /** Creates a map of waiting contexts. */
  public PendingContexts createPending() {
    PendingMap map = new PendingMap(MAX_ENTRIES);
    register(null, map);
    return map;
  }

  /** Slots in use. */
  public synchronized int count() {
    purge();
    return slots.size();
  }

  /** Entries of all slots, after taking out those of collected owners. */
  public synchronized long entries() {
    purge();
    long sum = 0;
    for (Registered slot : slots) {
      sum += slot.entries();
    }
    return sum;
  }

  /** Values that slots did not take because they were full, since start. */
  public synchronized long refused() {
    purge();
    long sum = refusedBefore;
    for (Registered slot : slots) {
      sum += slot.refused();
    }
    return sum;
  }

  private synchronized void register(
      @Nullable WeakIdentitySlot<?, ?> slot, @Nullable PendingMap pending) {
    purge();
    slots.add(new Registered(slot, pending));
  }

  private void purge() {
    for (int i = slots.size() - 1; i >= 0; i--) {
      Registered slot = slots.get(i);
      if (slot.gone()) {
        refusedBefore += slot.lastRefused;
        slots.remove(i);
      }
    }
  }

  /** A slot or a map of contexts, held weakly, and what it said last. */
  private static final class Registered {
    private final WeakReference<Object> held;
    long lastRefused;

    Registered(@Nullable WeakIdentitySlot<?, ?> slot, @Nullable PendingMap pending) {
      held = new WeakReference<>(slot != null ? slot : pending);
    }

    boolean gone() {
      return held.get() == null;
    }

    long entries() {
      Object slot = held.get();
      if (slot instanceof WeakIdentitySlot) {
        return ((WeakIdentitySlot<?, ?>) slot).size();
      }
      return slot instanceof PendingMap ? ((PendingMap) slot).size() : 0;
    }

    long refused() {
      Object slot = held.get();
      if (slot instanceof WeakIdentitySlot) {
        lastRefused = ((WeakIdentitySlot<?, ?>) slot).refused();
      } else if (slot instanceof PendingMap) {
        lastRefused = ((PendingMap) slot).refused();
      }
      return lastRefused;
    }
  }
}
