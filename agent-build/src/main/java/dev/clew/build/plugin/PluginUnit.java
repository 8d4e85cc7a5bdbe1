package dev.clew.build.plugin;

import java.util.List;

/**
 * One plugin: its {@code @Plugin} class and every class of its package and below.
 *
 * @param main the class with {@code @Plugin}
 * @param classes with {@code main}, sorted by name
 */
record PluginUnit(PluginClass main, PluginClass.Header header, List<PluginClass> classes) {

  /** Whether a class lies in the plugin's package or below. */
  static boolean owns(PluginClass main, String internalName) {
    String prefix = main.packageName();
    return prefix.isEmpty() ? internalName.indexOf('/') < 0 : internalName.startsWith(prefix + "/");
  }

  boolean contains(String internalName) {
    return classes.stream().anyMatch(c -> c.name().equals(internalName));
  }
}
