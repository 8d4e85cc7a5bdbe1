package dev.clew.engine.link;

import dev.clew.engine.index.Hook;
import dev.clew.engine.index.HookIndex;
import dev.clew.engine.index.Site;
import dev.clew.plugin.spi.PluginState;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** All call sites by plugin, and what decides whether a site is live. */
final class SiteTable {

  private final HookIndex index;

  /** By plugin, created when its first hook links. */
  private final AtomicReferenceArray<@Nullable PluginSites> plugins;

  /** 1 for a quarantined hook. */
  private final AtomicIntegerArray quarantined;

  private volatile boolean off;

  SiteTable(HookIndex index) {
    this.index = index;
    this.plugins = new AtomicReferenceArray<>(index.pluginCount());
    this.quarantined = new AtomicIntegerArray(index.hookCount());
  }

  PluginSites of(int plugin) {
    PluginSites present = plugins.get(plugin);
    if (present != null) {
      return present;
    }
    plugins.compareAndSet(plugin, null, new PluginSites());
    PluginSites created = plugins.get(plugin);
    return created == null ? new PluginSites() : created;
  }

  boolean live(ClewCallSite site) {
    int plugin = site.hook.plugin.id;
    return !off
        && site.hook.plugin.state.mode() != PluginState.OFF
        && quarantined.get(site.hook.id) == 0
        && !of(plugin).refused.contains(site.caller.getClassLoader());
  }

  /** The sites of a plugin that still exist. */
  List<ClewCallSite> sites(int plugin) {
    PluginSites present = plugins.get(plugin);
    return present == null ? new ArrayList<ClewCallSite>(0) : present.sites.alive();
  }

  int linked(int plugin) {
    PluginSites present = plugins.get(plugin);
    return present == null ? 0 : present.sites.linked();
  }

  /** The sites of all plugins that wait to be resolved. */
  List<ClewCallSite> pending() {
    List<ClewCallSite> result = new ArrayList<ClewCallSite>();
    for (int plugin = 0; plugin < plugins.length(); plugin++) {
      for (ClewCallSite site : sites(plugin)) {
        if (site.isPending()) {
          result.add(site);
        }
      }
    }
    return result;
  }

  /** Brings the sites of plugins in line with what is in force, all at once for other threads. */
  void refresh(int... changedPlugins) {
    List<MutableCallSite> changed = new ArrayList<MutableCallSite>();
    for (int plugin : changedPlugins) {
      for (ClewCallSite site : sites(plugin)) {
        if (site.update(live(site))) {
          changed.add(site);
        }
      }
    }
    sync(changed);
  }

  /** Turns everything off for good; exits of calls under way still run. */
  void off() {
    off = true;
    List<MutableCallSite> changed = new ArrayList<MutableCallSite>();
    for (int plugin = 0; plugin < plugins.length(); plugin++) {
      for (ClewCallSite site : sites(plugin)) {
        if (site.update(false)) {
          changed.add(site);
        }
      }
    }
    sync(changed);
  }

  /** Quarantines the hooks that a method is part of. */
  void quarantine(int plugin, String method) {
    for (int hook = 0; hook < quarantined.length(); hook++) {
      if (index.pluginOf(hook) == plugin) {
        Hook details = index.hook(hook);
        if (isMethod(details.enter, method) || isMethod(details.exit, method)) {
          quarantined.set(hook, 1);
        }
      }
    }
    refresh(plugin);
  }

  /** Ends the quarantine of a plugin's hooks; takes effect at the next {@link #refresh}. */
  void release(int plugin) {
    for (int hook = 0; hook < quarantined.length(); hook++) {
      if (quarantined.get(hook) != 0 && index.pluginOf(hook) == plugin) {
        quarantined.set(hook, 0);
      }
    }
  }

  private static boolean isMethod(@Nullable Site site, String method) {
    return site != null && site.method.equals(method);
  }

  private static void sync(List<MutableCallSite> changed) {
    if (!changed.isEmpty()) {
      MutableCallSite.syncAll(changed.toArray(new MutableCallSite[0]));
    }
  }
}
