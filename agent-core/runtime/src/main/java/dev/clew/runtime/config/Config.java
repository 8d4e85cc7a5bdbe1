package dev.clew.runtime.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings in force: an immutable snapshot. */
public final class Config {

  private final Map<ConfigKey<?>, Entry> entries;
  private final Layers layers;
  private final PluginModes modes;

  Config(Map<ConfigKey<?>, Entry> entries, Layers layers) {
    this.entries = entries;
    this.layers = layers;
    this.modes = new PluginModes(layers);
  }

  /** The value of a registered key. */
  @SuppressWarnings("unchecked") // a key's entry is made by the key's own type
  public <T> T get(ConfigKey<T> key) {
    return (T) entry(key).value;
  }

  /** Value, text and origins of a registered key. */
  public Entry entry(ConfigKey<?> key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      throw new IllegalArgumentException(key + " is not registered");
    }
    return entry;
  }

  /** The modes of plugins. */
  public PluginModes modes() {
    return modes;
  }

  /** The text of a key that no registry holds: {@code plugin.NAME.KEY}; null when absent. */
  public @Nullable String text(String key) {
    return layers.first(key);
  }

  /**
   * The keys of a plugin as the file has them: what can change while running.
   *
   * @param plugin name of the plugin
   */
  public Map<String, String> pluginSettings(String plugin) {
    Map<String, String> settings = new HashMap<>();
    String prefix = "plugin." + plugin + '.';
    for (String name : layers.names(Origin.FILE)) {
      String text = name.startsWith(prefix) ? layers.find(Origin.FILE, name) : null;
      if (text != null) {
        settings.put(name, text);
      }
    }
    return settings;
  }

  Layers layers() {
    return layers;
  }

  /** One key's value and where it and the shadowed ones come from. */
  public static final class Entry {
    final Object value;

    /** As written; the default text when nothing is written. */
    public final String text;

    /** The layer that won. */
    public final Origin origin;

    /** The name that won, as written: {@code otel.service.name}, {@code CLEW_SERVICE_NAME}. */
    public final String writtenAs;

    /** {@code layer name} of every weaker text, strongest first. */
    public final List<String> shadowed;

    Entry(Object value, String text, Origin origin, String writtenAs, List<String> shadowed) {
      this.value = value;
      this.text = text;
      this.origin = origin;
      this.writtenAs = writtenAs;
      this.shadowed = Collections.unmodifiableList(shadowed);
    }
  }
}
