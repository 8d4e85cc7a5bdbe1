package dev.clew.runtime;

import dev.clew.engine.index.ExternalPlugins;
import dev.clew.engine.index.HookIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All plugins: the bundled ones and those of {@code plugins.path}. */
final class PluginIndex {

  private PluginIndex() {}

  /**
   * Opens the index.
   *
   * @param path jars and folders divided like a class path, or null
   * @param problems receives jars that are refused; the others go on
   */
  static HookIndex open(@Nullable String path, List<String> problems) {
    return ExternalPlugins.append(BundledPlugins.index(), path, problems);
  }
}
