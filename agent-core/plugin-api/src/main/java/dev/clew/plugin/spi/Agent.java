package dev.clew.plugin.spi;

import org.jspecify.annotations.Nullable;

/** Where families find the runtime. Hooks are not linked before it is installed. */
public final class Agent {

  private static volatile @Nullable Services services;

  private Agent() {}

  /**
   * Returns the services.
   *
   * @throws IllegalStateException before the runtime is ready
   */
  public static Services services() {
    Services current = services;
    if (current == null) {
      throw new IllegalStateException("the agent's runtime is not ready");
    }
    return current;
  }

  /** Installs the services; null only in tests. */
  public static void install(@Nullable Services installed) {
    services = installed;
  }
}
