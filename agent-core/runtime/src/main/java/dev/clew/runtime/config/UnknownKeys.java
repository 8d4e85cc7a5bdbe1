package dev.clew.runtime.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys in our own namespace that nobody reads, and plugin modes that are none. OpenTelemetry
 * names are never reported: other tools read them too.
 */
public final class UnknownKeys {

  private static final String PLUGIN = "plugin.";
  private static final String GROUP = "plugin.group.";
  private static final String MODE = ".mode";

  private final Layers layers;
  private final Collection<String> plugins;
  private final List<String> known = new ArrayList<>();
  private final Set<String> knownInEnvironment = new HashSet<>();

  private UnknownKeys(Layers layers, Collection<String> plugins, Collection<String> groups) {
    this.layers = layers;
    this.plugins = plugins;
    for (ConfigKey<?> key : Keys.all()) {
      known.add(key.name());
    }
    for (String plugin : plugins) {
      known.add(PLUGIN + plugin + MODE);
    }
    for (String group : groups) {
      known.add(GROUP + group + MODE);
    }
    for (String key : known) {
      knownInEnvironment.add(ConfigReader.writtenName(Origin.ENVIRONMENT, key));
    }
  }

  /** Returns one message per unknown key or bad plugin mode. */
  public static List<String> find(
      Config config, Collection<String> plugins, Collection<String> groups) {
    List<String> messages = new ArrayList<>();
    UnknownKeys finder = new UnknownKeys(config.layers(), plugins, groups);
    for (Origin origin : Layers.STATIC) {
      for (String name : config.layers().names(origin)) {
        String message =
            origin == Origin.ENVIRONMENT
                ? finder.checkEnvironment(name)
                : finder.check(origin, name);
        if (message != null) {
          messages.add(message);
        }
      }
    }
    return messages;
  }

  private @Nullable String check(Origin origin, String name) {
    if (name.startsWith("otel.")) {
      return null;
    }
    String key = name;
    if (origin == Origin.SYSTEM_PROPERTY) {
      key = name.substring(Layers.PROPERTY_PREFIX.length());
    }
    if (known.contains(key)) {
      return key.startsWith(PLUGIN) ? checkMode(origin, name, layers.find(origin, key)) : null;
    }
    return isPluginSetting(key) ? null : unknown(origin, name, key);
  }

  private @Nullable String checkEnvironment(String name) {
    if (!name.startsWith(Layers.ENVIRONMENT_PREFIX)) {
      return null;
    }
    if (knownInEnvironment.contains(name)) {
      return name.endsWith("_MODE") && name.startsWith("CLEW_PLUGIN_")
          ? checkMode(Origin.ENVIRONMENT, name, layers.environment().get(name))
          : null;
    }
    for (String plugin : plugins) {
      if (name.startsWith(ConfigReader.writtenName(Origin.ENVIRONMENT, PLUGIN + plugin + "."))) {
        return null;
      }
    }
    String key =
        name.substring(Layers.ENVIRONMENT_PREFIX.length())
            .toLowerCase(Locale.ROOT)
            .replace('_', '.');
    return unknown(Origin.ENVIRONMENT, name, key);
  }

  /** A setting that a plugin declares itself: {@code plugin.NAME.KEY}. */
  private boolean isPluginSetting(String key) {
    if (key.endsWith(MODE)) {
      return false;
    }
    for (String plugin : plugins) {
      if (key.startsWith(PLUGIN + plugin + ".")) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String checkMode(Origin origin, String name, @Nullable String text) {
    if (text == null || PluginModes.accepts(text.trim())) {
      return null;
    }
    return name + "=" + text + " (" + origin + ") is not accepted (on, propagate, off); left out";
  }

  private String unknown(Origin origin, String name, String key) {
    String near = DidYouMean.nearest(key, known);
    String meant =
        near == null ? "" : "; did you mean " + ConfigReader.writtenName(origin, near) + "?";
    return "unknown key " + name + " (" + origin + ")" + meant;
  }
}
