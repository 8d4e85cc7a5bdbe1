package dev.clew.runtime.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The raw text of the four static layers above the defaults. Immutable. System properties and
 * environment are taken once: what the application sets later does not configure the agent.
 */
public final class Layers {

  static final String PROPERTY_PREFIX = "clew.";
  static final String ENVIRONMENT_PREFIX = "CLEW_";

  /** The layers that have text, strongest first. */
  static final List<Origin> STATIC =
      Arrays.asList(Origin.AGENT_ARGS, Origin.SYSTEM_PROPERTY, Origin.ENVIRONMENT, Origin.FILE);

  private final Map<String, String> args;
  private final Map<String, String> properties;
  private final Map<String, String> environment;
  private final Map<String, String> file;

  private Layers(
      Map<String, String> args,
      Map<String, String> properties,
      Map<String, String> environment,
      Map<String, String> file) {
    this.args = args;
    this.properties = properties;
    this.environment = environment;
    this.file = file;
  }

  /**
   * Builds the layers without a file.
   *
   * @param properties all system properties; only {@code clew.} and {@code otel.} are kept
   * @param environment the whole environment, which also feeds {@code ${NAME}} in the file
   * @param problems receives what is wrong with the agent args
   */
  public static Layers of(
      @Nullable String agentArgs,
      Properties properties,
      Map<String, String> environment,
      List<String> problems) {
    Map<String, String> ours = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(PROPERTY_PREFIX) || name.startsWith("otel.")) {
        ours.put(name, properties.getProperty(name, ""));
      }
    }
    return new Layers(
        AgentArgs.parse(agentArgs, problems),
        ours,
        environment,
        Collections.<String, String>emptyMap());
  }

  /** The same layers above another file. */
  Layers withFile(Map<String, String> pairs) {
    return new Layers(args, properties, environment, pairs);
  }

  /** Returns the text of a native key in one layer, or null; blank text counts as absent. */
  @Nullable String find(Origin origin, String key) {
    switch (origin) {
      case AGENT_ARGS:
        return present(args.get(key));
      case SYSTEM_PROPERTY:
        return present(properties.get(PROPERTY_PREFIX + key));
      case ENVIRONMENT:
        return present(environment.get(environmentName(PROPERTY_PREFIX + key)));
      case FILE:
        return present(file.get(key));
      default:
        return null;
    }
  }

  /**
   * Returns the text of an OpenTelemetry name ({@code otel.service.name}) in one layer, or null.
   */
  @Nullable String findAlias(Origin origin, String name) {
    switch (origin) {
      case AGENT_ARGS:
        return present(args.get(name));
      case SYSTEM_PROPERTY:
        return present(properties.get(name));
      case ENVIRONMENT:
        return present(environment.get(environmentName(name)));
      case FILE:
        return present(file.get(name));
      default:
        return null;
    }
  }

  /** Returns the strongest text of a native key, or null. For premain, where no registry exists. */
  public @Nullable String first(String key) {
    for (Origin origin : STATIC) {
      String text = find(origin, key);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** Whether the agent shall not start. For premain, where no registry exists. */
  public boolean disabled() {
    for (Origin origin : STATIC) {
      String enabled = find(origin, "enabled");
      if (enabled == null) {
        enabled = findAlias(origin, "otel.javaagent.enabled");
      }
      if (enabled != null) {
        return enabled.equalsIgnoreCase("false");
      }
      if ("true".equalsIgnoreCase(findAlias(origin, "otel.sdk.disabled"))) {
        return true;
      }
    }
    return false;
  }

  /** Names as written in a layer: of the environment all, of the properties ours. */
  Iterable<String> names(Origin origin) {
    switch (origin) {
      case AGENT_ARGS:
        return args.keySet();
      case SYSTEM_PROPERTY:
        return properties.keySet();
      case ENVIRONMENT:
        return environment.keySet();
      case FILE:
        return file.keySet();
      default:
        return Collections.emptySet();
    }
  }

  Map<String, String> environment() {
    return environment;
  }

  /** {@code clew.sampling.ratio} becomes {@code CLEW_SAMPLING_RATIO}. */
  static String environmentName(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static @Nullable String present(@Nullable String text) {
    return text == null || text.trim().isEmpty() ? null : text.trim();
  }
}
