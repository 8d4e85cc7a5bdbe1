package dev.clew.runtime;

import dev.clew.engine.Engine;
import dev.clew.engine.index.HookIndex;
import dev.clew.runtime.config.Config;
import dev.clew.runtime.config.Keys;
import dev.clew.runtime.config.LiveConfig;
import dev.clew.runtime.config.PluginModes;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hands to the engine what a change of the configuration changes for plugins, in one batch. */
final class PluginSwitch implements LiveConfig.Listener {

  private final HookIndex index;
  private final Engine engine;

  PluginSwitch(HookIndex index, Engine engine) {
    this.index = index;
    this.engine = engine;
  }

  @Override
  public void changed(Config before, Config after) {
    engine.quarantineAfter(after.get(Keys.QUARANTINE_AFTER));
    switchModes(before, after);
    for (int i = 0; i < index.pluginCount(); i++) {
      if (!settings(before, i).equals(settings(after, i))) {
        engine.refreshSettings(i);
      }
    }
  }

  private Map<String, String> settings(Config config, int plugin) {
    return config.pluginSettings(index.pluginName(plugin));
  }

  private void switchModes(Config before, Config after) {
    Map<String, Integer> modes = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < index.pluginCount(); i++) {
      int mode = mode(after.modes(), i);
      if (mode != mode(before.modes(), i)) {
        String name = index.pluginName(i);
        modes.put(name, mode);
        text.append(text.length() == 0 ? "" : ", ").append(name).append(' ');
        text.append(PluginModes.name(mode));
      }
    }
    if (!modes.isEmpty()) {
      engine.setModes(modes);
      AgentSession.LOG.info("plugins switched: {}", text);
    }
  }

  private int mode(PluginModes modes, int plugin) {
    boolean enabled = (index.pluginFlags(plugin) & HookIndex.ENABLED_BY_DEFAULT) != 0;
    return modes.mode(index.pluginName(plugin), index.pluginGroup(plugin), enabled);
  }
}
