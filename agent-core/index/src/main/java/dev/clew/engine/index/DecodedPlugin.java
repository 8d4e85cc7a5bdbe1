package dev.clew.engine.index;

import java.util.List;

/** A plugin with its hooks, decoded. */
public final class DecodedPlugin {

  public final PluginInfo plugin;

  /** In the order of their ids. */
  public final List<Hook> hooks;

  DecodedPlugin(PluginInfo plugin, List<Hook> hooks) {
    this.plugin = plugin;
    this.hooks = hooks;
  }
}
