package dev.clew.engine.link;

import dev.clew.engine.index.PluginInfo;
import dev.clew.engine.spi.EngineHost;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Fills the {@code @Setting} fields of a plugin class. By reflection, because the fields are not
 * public; only where a value is configured, so most links never come here.
 */
final class PluginSettings {

  private PluginSettings() {}

  /**
   * Fills the fields; a value that does not parse is reported and leaves the default.
   *
   * @param loader has the plugin's classes, initialised
   */
  static void fill(PluginInfo plugin, ClassLoader loader, EngineHost host) {
    for (String setting : plugin.settings) {
      String[] parts = split(setting);
      String value = host.setting(plugin.state.name(), parts[2]);
      if (value == null) {
        continue;
      }
      try {
        Class<?> owner = Class.forName(parts[3].replace('/', '.'), false, loader);
        Field field = owner.getDeclaredField(parts[0]);
        field.setAccessible(true);
        field.set(null, parse(parts[1], value));
      } catch (ReflectiveOperationException | RuntimeException e) {
        host.problem(
            "plugin.setting",
            "plugin." + plugin.state.name() + '.' + parts[2] + ": '" + value + "' is not used",
            e);
      }
    }
  }

  private static @Nullable Object parse(String type, String value) {
    switch (type) {
      case "Z":
        if (value.equals("true") || value.equals("false")) {
          return value.equals("true");
        }
        throw new IllegalArgumentException("expected true or false");
      case "I":
        return Integer.valueOf(value);
      case "J":
        return Long.valueOf(value);
      default:
        return value;
    }
  }

  /** Field name, descriptor, key, owner. */
  private static String[] split(String setting) {
    String[] parts = new String[4];
    int start = 0;
    for (int i = 0; i < 3; i++) {
      int tab = setting.indexOf('\t', start);
      parts[i] = setting.substring(start, tab);
      start = tab + 1;
    }
    parts[3] = setting.substring(start);
    return parts;
  }
}
