package dev.clew.runtime;

import dev.clew.engine.slot.Slots;
import dev.clew.plugin.Slot;
import dev.clew.plugin.context.PendingContexts;
import dev.clew.runtime.sdk.RuntimeServices;

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
    return slots.createPending();
  }
}
