package dev.clew.engine.match;

import dev.clew.engine.index.HookIndex;
import dev.clew.engine.index.PluginInfo;
import dev.clew.plugin.spi.PluginState;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which plugins' hooks are woven: those that were not off at start or were switched on since, and,
 * once context can exist, those that only carry it. A plugin that is switched off later stays
 * woven; its call sites become no-ops.
 */
public final class Plugins {

  private final HookIndex index;

  /** Mode asked for last; per plugin. */
  private final AtomicIntegerArray modes;

  /** 1 once the plugin has been anything but off. */
  private final AtomicIntegerArray wanted;

  private volatile boolean armed;

  /**
   * Creates the table.
   *
   * @param modes modes at start by plugin
   */
  public Plugins(HookIndex index, int[] modes) {
    this.index = index;
    this.modes = new AtomicIntegerArray(modes);
    wanted = new AtomicIntegerArray(modes.length);
    for (int i = 0; i < modes.length; i++) {
      wanted.set(i, modes[i] == PluginState.OFF ? 0 : 1);
    }
  }

  /** Number of plugins. */
  public int count() {
    return modes.length();
  }

  /** Mode asked for last. */
  public int mode(int plugin) {
    return modes.get(plugin);
  }

  /** Whether the plugin has ever been anything but off. */
  public boolean wanted(int plugin) {
    return wanted.get(plugin) == 1;
  }

  /** Whether classes are woven for the plugin. */
  public boolean active(int plugin) {
    return wanted.get(plugin) == 1 && (armed || !contextOnly(plugin));
  }

  /**
   * Sets a mode.
   *
   * @return whether the plugin is wanted for the first time, so that loaded classes need weaving
   */
  public boolean mode(int plugin, int mode) {
    modes.set(plugin, mode);
    index.plugin(plugin).state.mode(mode);
    return mode != PluginState.OFF && wanted.compareAndSet(plugin, 0, 1) && active(plugin);
  }

  /** From now on plugins that only carry context are active. */
  public void arm() {
    armed = true;
  }

  public boolean contextOnly(int plugin) {
    return (index.pluginFlags(plugin) & HookIndex.CONTEXT_ONLY) != 0;
  }

  /** Details of a plugin about to be woven, its state in the mode that was asked for. */
  public PluginInfo details(int plugin) {
    PluginInfo info = index.plugin(plugin);
    int mode = modes.get(plugin);
    if (info.state.mode() != mode) {
      info.state.mode(mode);
    }
    return info;
  }

  /** Keeps the hooks whose plugins are active and, if given, among these. */
  int[] active(int[] hooks, boolean[] among) {
    int n = 0;
    for (int hook : hooks) {
      n += wants(hook, among) ? 1 : 0;
    }
    if (n == hooks.length) {
      return hooks;
    }
    int[] kept = new int[n];
    int i = 0;
    for (int hook : hooks) {
      if (i < n && wants(hook, among)) {
        kept[i++] = hook;
      }
    }
    return i == n ? kept : Arrays.copyOf(kept, i);
  }

  private boolean wants(int hook, boolean[] among) {
    int plugin = index.pluginOf(hook);
    return active(plugin) && (among.length == 0 || among[plugin]);
  }
}
