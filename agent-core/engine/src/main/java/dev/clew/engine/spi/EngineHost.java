package dev.clew.engine.spi;

import org.jspecify.annotations.Nullable;

/** What the engine asks of the runtime. Called on application threads: must not throw. */
public interface EngineHost {

  /**
   * The mode a plugin starts with: {@code PluginState.ON}, {@code PROPAGATE} or {@code OFF}. Called
   * once per plugin, on the premain path: cheap, no logging.
   */
  int initialMode(String plugin, String group, boolean enabledByDefault);

  /**
   * The first class matched; on the thread that loads it, inside its transformation. Starts the SDK
   * set-up on another thread and returns at once.
   */
  void onFirstMatch();

  /**
   * A hook links for the first time. Waits a bounded time for the SDK.
   *
   * @return whether hooks may run now; false leaves no-op sites until {@code Engine.ready()}
   */
  boolean awaitReady();

  /**
   * Something people should know once: a weaving failure, a plugin turned off, the first error of a
   * hook.
   *
   * @param cause a short constant that identifies the kind, for rate limiting and counting
   */
  void problem(String cause, String message, @Nullable Throwable error);

  /**
   * The configured value of {@code plugin.NAME.KEY}, or null to keep the plugin's default. Called
   * when a plugin class links and when its settings are refreshed.
   */
  default @Nullable String setting(String plugin, String key) {
    return null;
  }
}
