package dev.clew.runtime.context;

import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;

/** Found by the relocated API through {@code META-INF/services}. */
public final class AgentContextStorageProvider implements ContextStorageProvider {

  /** For the service loader. */
  public AgentContextStorageProvider() {}

  @Override
  public ContextStorage get() {
    return AgentContextStorage.instance();
  }
}
