package dev.clew.runtime.config;

import dev.clew.plugin.spi.PluginState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The modes that the layers ask for: a plugin's own key beats its group's, which beats {@code
 * plugins.default-mode}, which beats what the plugin declares. Runs in premain once per plugin, so
 * the layers are searched once, here; a plugin that nobody mentions costs one test.
 */
public final class PluginModes {

  /** No key says anything. */
  private static final int UNSET = -1;

  private static final String PLUGIN = "plugin.";
  private static final String GROUP = "plugin.group.";
  private static final String MODE = ".mode";
  private static final String OTEL = "otel.instrumentation.";
  private static final String ENABLED = ".enabled";

  private final Layers layers;
  private final boolean anyNamed;
  private final int defaultMode;

  /**
   * Reads the layers; a text that is no mode counts as absent ({@link ConfigReader} reports it).
   */
  public PluginModes(Layers layers) {
    this.layers = layers;
    this.anyNamed = anyNamed(layers);
    int mode = UNSET;
    for (Origin origin : Layers.STATIC) {
      if (mode == UNSET) {
        mode = parse(layers.find(origin, "plugins.default-mode"));
      }
      if (mode == UNSET) {
        mode = ofFlag(layers.findAlias(origin, OTEL + "common.default-enabled"));
      }
    }
    defaultMode = mode;
  }

  /** The mode of a plugin as {@link PluginState} has it. */
  public int mode(String plugin, String group, boolean enabledByDefault) {
    int mode = anyNamed ? named(plugin, group) : UNSET;
    if (mode != UNSET) {
      return mode;
    }
    if (defaultMode == UNSET || (defaultMode == PluginState.ON && !enabledByDefault)) {
      return enabledByDefault ? PluginState.ON : PluginState.OFF;
    }
    return defaultMode;
  }

  /** For people: {@code on}, {@code propagate}, {@code off}. */
  public static String name(int mode) {
    return mode == PluginState.ON ? "on" : mode == PluginState.OFF ? "off" : "propagate";
  }

  private int named(String plugin, String group) {
    for (Origin origin : Layers.STATIC) {
      int mode = parse(layers.find(origin, PLUGIN + plugin + MODE));
      if (mode == UNSET) {
        mode = ofFlag(layers.findAlias(origin, OTEL + OtelPlugins.nameOf(plugin) + ENABLED));
      }
      if (mode != UNSET) {
        return mode;
      }
    }
    for (Origin origin : Layers.STATIC) {
      int mode = parse(layers.find(origin, GROUP + group + MODE));
      if (mode != UNSET) {
        return mode;
      }
    }
    return UNSET;
  }

  private static boolean anyNamed(Layers layers) {
    for (Origin origin : Layers.STATIC) {
      for (String name : layers.names(origin)) {
        if (name.startsWith(PLUGIN)
            || name.startsWith("clew.plugin.")
            || name.startsWith(OTEL)
            || name.startsWith("CLEW_PLUGIN_")
            || name.startsWith("OTEL_INSTRUMENTATION_")) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the text is a mode. */
  static boolean accepts(String text) {
    return parse(text) != UNSET;
  }

  private static int parse(@Nullable String text) {
    if (text == null) {
      return UNSET;
    }
    String mode = text.toLowerCase(Locale.ROOT);
    if (mode.equals("on")) {
      return PluginState.ON;
    }
    if (mode.equals("propagate")) {
      return PluginState.PROPAGATE;
    }
    return mode.equals("off") ? PluginState.OFF : UNSET;
  }

  private static int ofFlag(@Nullable String text) {
    if (text == null) {
      return UNSET;
    }
    if (text.equalsIgnoreCase("true")) {
      return PluginState.ON;
    }
    return text.equalsIgnoreCase("false") ? PluginState.OFF : UNSET;
  }
}
