package dev.clew.engine.link;

import dev.clew.engine.index.PluginInfo;
import dev.clew.engine.index.PluginSource;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plugin loader of each application loader and plugin source: bundled plugins share one, each
 * external jar has its own. Both sides are weak; a plugin loader lives as long as some woven class
 * is linked to it. Those of the boot loader stay.
 */
final class PluginLoaders {

  private final ClassLoader agent;

  /** Guarded by {@code this}. */
  private final List<Entry> entries = new ArrayList<Entry>();

  /** Keeps the loaders for boot classes. Guarded by {@code this}. */
  private final List<PluginLoader> boot = new ArrayList<PluginLoader>();

  PluginLoaders(ClassLoader agent) {
    this.agent = agent;
  }

  /** Returns the loader for a plugin; creates it when there is none. */
  synchronized PluginLoader of(@Nullable ClassLoader application, PluginInfo plugin) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      PluginLoader loader = entry.loader.get();
      if (loader == null) {
        entries.remove(i); // the order does not matter, and there is about one per application
      } else if (loader.application() == application && entry.source == plugin.source) {
        return loader;
      }
    }
    PluginLoader created = new PluginLoader(application, agent);
    entries.add(new Entry(plugin.source, created));
    if (application == null) {
      boot.add(created);
    }
    return created;
  }

  /** The loaders that have classes of a plugin. */
  synchronized List<PluginLoader> having(PluginInfo plugin) {
    List<PluginLoader> result = new ArrayList<PluginLoader>();
    for (Entry entry : entries) {
      PluginLoader loader = entry.loader.get();
      if (loader != null && loader.has(plugin)) {
        result.add(loader);
      }
    }
    return result;
  }

  private static final class Entry {
    final PluginSource source;
    final WeakReference<PluginLoader> loader;

    Entry(PluginSource source, PluginLoader loader) {
      this.source = source;
      this.loader = new WeakReference<PluginLoader>(loader);
    }
  }
}
