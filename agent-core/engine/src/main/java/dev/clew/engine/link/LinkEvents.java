package dev.clew.engine.link;

import org.jspecify.annotations.Nullable;

/** What the linker tells the engine. Called on application threads; must not throw. */
public interface LinkEvents {

  /**
   * A hook of the plugin is about to link. Classes of the JDK that the plugin names are woven
   * before this returns; free after the first time.
   */
  void linking(int plugin);

  /**
   * A hook of a plugin that makes spans is about to link, for the first time in the JVM. Context
   * plugins are armed before it returns: until then no context can exist.
   */
  void firstSpanHook();

  /**
   * A plugin does not fit the library of a loader, or the JVM refuses what it needs. Its enter
   * sites for that loader are no-ops from now on. Once per plugin and loader.
   *
   * @param loader the application's; null for the boot loader
   */
  void linkageError(@Nullable ClassLoader loader, int plugin, Throwable error);

  /**
   * A hook failed too often; its enter sites are no-ops until the plugin is switched on again.
   *
   * @param hook name of the hook method
   */
  void quarantined(int plugin, String hook);
}
