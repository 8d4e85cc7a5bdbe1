package dev.clew.runtime.sdk;

import dev.clew.exporter.ExportGuard;
import dev.clew.plugin.spi.Suppression;
import dev.clew.runtime.context.AgentContextStorage;
import org.jspecify.annotations.Nullable;

/** Keeps hooks off the agent's own threads: what they do is never traced. */
public final class AgentThreads implements ExportGuard {

  /** For the pipeline. */
  public AgentThreads() {}

  @Override
  public @Nullable Object enter() {
    AgentContextStorage.instance().leaveOutOfCounts();
    return Suppression.enter();
  }

  @Override
  public void exit(@Nullable Object entered) {
    if (entered != null) {
      Suppression.exit(entered);
    }
  }
}
