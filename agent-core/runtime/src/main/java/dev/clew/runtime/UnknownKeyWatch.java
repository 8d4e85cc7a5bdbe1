package dev.clew.runtime;

import dev.clew.engine.index.HookIndex;
import dev.clew.runtime.config.Config;
import dev.clew.runtime.config.LiveConfig;
import dev.clew.runtime.config.UnknownKeys;
import java.util.ArrayList;
import java.util.List;

/** Names keys that nobody reads: all at start, new ones when the file changes. */
final class UnknownKeyWatch implements LiveConfig.Listener {

  private final List<String> plugins = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();

  UnknownKeyWatch(HookIndex index) {
    for (int i = 0; i < index.pluginCount(); i++) {
      plugins.add(index.pluginName(i));
      groups.add(index.pluginGroup(i));
    }
  }

  List<String> find(Config config) {
    return UnknownKeys.find(config, plugins, groups);
  }

  @Override
  public void changed(Config before, Config after) {
    List<String> fresh = find(after);
    fresh.removeAll(find(before));
    for (String message : fresh) {
      AgentSession.LOG.warn("configuration: {}", message);
    }
  }
}
