package dev.clew.runtime.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resolves every registered key over the layers. Inside one layer a native name beats an alias and
 * earlier aliases beat later ones; across layers the layer decides. A text that is no value is a
 * problem and the next weaker one is taken.
 */
public final class ConfigReader {

  private final Layers layers;
  private final @Nullable Config previous;
  private final List<String> problems;

  private ConfigReader(Layers layers, @Nullable Config previous, List<String> problems) {
    this.layers = layers;
    this.previous = previous;
    this.problems = problems;
  }

  /** Reads all keys; never throws, what is wrong is described in {@code problems}. */
  public static Config read(Layers layers, List<String> problems) {
    return new ConfigReader(layers, null, problems).readAll();
  }

  /** Like {@link #read}, but a bad value in the file keeps what the key had in {@code previous}. */
  static Config reread(Layers layers, Config previous, List<String> problems) {
    return new ConfigReader(layers, previous, problems).readAll();
  }

  private Config readAll() {
    Map<ConfigKey<?>, Config.Entry> entries = new LinkedHashMap<>();
    for (ConfigKey<?> key : Keys.all()) {
      entries.put(key, resolve(key));
    }
    return new Config(entries, layers);
  }

  private Config.Entry resolve(ConfigKey<?> key) {
    List<Text> bad = new ArrayList<>();
    List<String> shadowed = new ArrayList<>();
    Object value = null;
    Text winner = null;
    for (Text text : texts(key)) {
      if (winner != null) {
        shadowed.add(text.origin + " " + text.writtenAs);
        continue;
      }
      try {
        value = key.type().parse(text.text);
        winner = text;
      } catch (BadValueException e) {
        bad.add(text);
      }
    }
    Config.Entry entry;
    Config.Entry kept = kept(key, bad);
    if (kept != null) {
      entry = kept;
    } else if (winner == null || value == null) {
      entry =
          new Config.Entry(
              key.defaultValue(), key.defaultText(), Origin.DEFAULT, key.name(), shadowed);
    } else {
      entry = new Config.Entry(value, winner.text, winner.origin, winner.writtenAs, shadowed);
    }
    for (Text text : bad) {
      reportBad(key, text, entry);
    }
    return entry;
  }

  private Config.@Nullable Entry kept(ConfigKey<?> key, List<Text> bad) {
    for (Text text : bad) {
      if (previous != null && text.origin == Origin.FILE) {
        Config.Entry before = previous.entry(key);
        return before.origin == Origin.FILE || before.origin == Origin.DEFAULT ? before : null;
      }
    }
    return null;
  }

  private void reportBad(ConfigKey<?> key, Text text, Config.Entry used) {
    problems.add(
        text.writtenAs
            + "="
            + key.shown(text.text)
            + " ("
            + text.origin
            + ") is not accepted ("
            + key.type().accepts()
            + "); keeping "
            + (used.text.isEmpty() ? "none" : key.shown(used.text))
            + " ("
            + used.origin
            + ")");
  }

  /** All texts of a key, strongest first. */
  private List<Text> texts(ConfigKey<?> key) {
    List<Text> texts = new ArrayList<>();
    for (Origin origin : Layers.STATIC) {
      add(texts, origin, writtenName(origin, key.name()), layers.find(origin, key.name()));
      for (ConfigKey.Alias alias : key.aliases()) {
        String name =
            origin == Origin.ENVIRONMENT ? Layers.environmentName(alias.name) : alias.name;
        add(texts, origin, name, alias.translate(layers.findAlias(origin, alias.name)));
      }
    }
    return texts;
  }

  private static void add(
      List<Text> texts, Origin origin, String writtenAs, @Nullable String text) {
    if (text != null) {
      texts.add(new Text(origin, writtenAs, text));
    }
  }

  /** A bare name as the layer spells it. */
  static String writtenName(Origin origin, String key) {
    switch (origin) {
      case SYSTEM_PROPERTY:
        return Layers.PROPERTY_PREFIX + key;
      case ENVIRONMENT:
        return Layers.environmentName(Layers.PROPERTY_PREFIX + key);
      default:
        return key;
    }
  }

  private static final class Text {
    final Origin origin;
    final String writtenAs;
    final String text;

    Text(Origin origin, String writtenAs, String text) {
      this.origin = origin;
      this.writtenAs = writtenAs;
      this.text = text;
    }
  }
}
