package dev.clew.runtime;

import dev.clew.engine.slot.PendingMap;
import dev.clew.engine.slot.Slots;
import dev.clew.plugin.Slot;
import dev.clew.plugin.context.PendingContexts;
import dev.clew.runtime.sdk.RuntimeServices;
import org.jspecify.annotations.Nullable;

/** Gives families the engine's weak maps. */
final class EngineStorage implements RuntimeServices.Storage {

  private final Slots slots;

  EngineStorage(Slots slots) {
    this.slots = slots;
  }

  @Override
  public <K, V> Slot<K, V> slot(Class<K> type, String name) {
    return slots.create(type, name);
  }

  @Override
  public PendingContexts pendingContexts(String name) {
    return new Pending(slots.createPending());
  }

  private static final class Pending extends PendingContexts {
    private final PendingMap map;

    Pending(PendingMap map) {
      this.map = map;
    }

    @Override
    public void put(Object task, @Nullable Object context) {
      map.put(task, context);
    }

    @Override
    public @Nullable Object take(Object task) {
      return map.take(task);
    }

    @Override
    public void remove(Object task) {
      map.remove(task);
    }
  }
}
