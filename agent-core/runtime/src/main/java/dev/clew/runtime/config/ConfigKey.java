package dev.clew.runtime.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One configuration key: everything the reader, the messages and the reference page know of it.
 *
 * @param <T> the value
 */
public final class ConfigKey<T> {

  private final String name;
  private final ValueType<T> type;
  private final String defaultText;
  private final String help;
  private final boolean dynamic;
  private final boolean sensitive;
  private final List<Alias> aliases;

  private ConfigKey(
      String name,
      ValueType<T> type,
      String defaultText,
      String help,
      boolean dynamic,
      boolean sensitive,
      List<Alias> aliases) {
    this.name = name;
    this.type = type;
    this.defaultText = defaultText;
    this.help = help;
    this.dynamic = dynamic;
    this.sensitive = sensitive;
    this.aliases = Collections.unmodifiableList(aliases);
  }

  /** A static, public key without aliases; empty default text stands for an empty value. */
  static <T> ConfigKey<T> of(String name, ValueType<T> type, String defaultText, String help) {
    return new ConfigKey<>(
        name, type, defaultText, help, false, false, Collections.<Alias>emptyList());
  }

  /** The same key, applied while the application runs when the file changes. */
  ConfigKey<T> live() {
    return new ConfigKey<>(name, type, defaultText, help, true, sensitive, aliases);
  }

  /** The same key, whose values are masked wherever they are shown. */
  ConfigKey<T> secret() {
    return new ConfigKey<>(name, type, defaultText, help, dynamic, true, aliases);
  }

  /** The same key that also answers to an OpenTelemetry name; earlier aliases are stronger. */
  ConfigKey<T> alias(String otelName) {
    return alias(new Alias(otelName, null, null));
  }

  /**
   * The same key that takes {@code ourText} when the OpenTelemetry name has {@code itsText}, and is
   * not touched by its other texts.
   */
  ConfigKey<T> aliasValue(String otelName, String itsText, String ourText) {
    return alias(new Alias(otelName, itsText, ourText));
  }

  private ConfigKey<T> alias(Alias added) {
    List<Alias> all = new ArrayList<>(aliases);
    all.add(added);
    return new ConfigKey<>(name, type, defaultText, help, dynamic, sensitive, all);
  }

  /** Bare name: {@code sampling.ratio}. */
  public String name() {
    return name;
  }

  /** Whether a change of the file applies without a restart. */
  public boolean dynamic() {
    return dynamic;
  }

  /** Whether values must not be shown. */
  public boolean sensitive() {
    return sensitive;
  }

  String help() {
    return help;
  }

  ValueType<T> type() {
    return type;
  }

  String defaultText() {
    return defaultText;
  }

  List<Alias> aliases() {
    return aliases;
  }

  T defaultValue() {
    if (defaultText.isEmpty()) {
      return type.empty();
    }
    try {
      return type.parse(defaultText);
    } catch (BadValueException e) {
      throw new IllegalStateException(name + " has a default outside of its range", e);
    }
  }

  /** The text as people may see it. */
  public String shown(String text) {
    return sensitive && !text.isEmpty() ? "***" : text;
  }

  @Override
  public String toString() {
    return name;
  }

  /** An OpenTelemetry name of a key. */
  static final class Alias {
    final String name;
    final @Nullable String itsText;
    final @Nullable String ourText;

    Alias(String name, @Nullable String itsText, @Nullable String ourText) {
      this.name = name;
      this.itsText = itsText;
      this.ourText = ourText;
    }

    /** Our text for theirs, or null when theirs says nothing about this key. */
    @Nullable String translate(@Nullable String text) {
      if (text == null || itsText == null) {
        return text;
      }
      return text.equalsIgnoreCase(itsText) ? ourText : null;
    }
  }
}
