package dev.clew.runtime.resource;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the service's name: Spring's application name, else the main jar, else the main class,
 * else what OpenTelemetry prescribes.
 */
final class ServiceName {

  private static final String KEY = "spring.application.name";

  /** Where Spring Boot looks, strongest first; the last folder is that of an executable jar. */
  private static final String[] FOLDERS = {"config/", "", "BOOT-INF/classes/"};

  private static final String[] FILES = {"application", "bootstrap"};

  private ServiceName() {}

  static String detect(Surroundings world) {
    String name = null;
    try {
      name = spring(world);
    } catch (RuntimeException | LinkageError e) {
      // The application's class path is not ours to trust.
    }
    if (name == null) {
      name = ofCommand(world.property("sun.java.command"));
    }
    return name == null ? "unknown_service:java" : name;
  }

  private static @Nullable String spring(Surroundings world) {
    String name = argument(world.property("sun.java.command"));
    if (name == null) {
      name = world.property(KEY);
    }
    if (name == null) {
      name = world.environment("SPRING_APPLICATION_NAME");
    }
    for (String file : FILES) {
      for (String folder : FOLDERS) {
        if (name == null) {
          name = inFiles(world, folder + file);
        }
      }
    }
    return name;
  }

  /** {@code --spring.application.name=…} among the program's arguments. */
  private static @Nullable String argument(@Nullable String command) {
    String option = "--" + KEY + '=';
    int at = command == null ? -1 : command.indexOf(option);
    if (command == null || at < 0) {
      return null;
    }
    int from = at + option.length();
    int blank = command.indexOf(' ', from);
    return usable(blank < 0 ? command.substring(from) : command.substring(from, blank), null);
  }

  private static @Nullable String inFiles(Surroundings world, String path) {
    String name = inProperties(world, text(world, path + ".properties"));
    if (name == null) {
      name = usable(YamlKey.find(text(world, path + ".yml"), KEY), world);
    }
    return name == null ? usable(YamlKey.find(text(world, path + ".yaml"), KEY), world) : name;
  }

  /** Spring reads the working directory before the class path; an executable jar has no other. */
  private static @Nullable String text(Surroundings world, String path) {
    String onDisk = path.startsWith("BOOT-INF/") ? null : world.file(path);
    return onDisk == null ? world.resource(path) : onDisk;
  }

  private static @Nullable String inProperties(Surroundings world, @Nullable String text) {
    if (text == null) {
      return null;
    }
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
    return usable(properties.getProperty(KEY), world);
  }

  /** Resolves one {@code ${NAME:default}} that is the whole value; anything cleverer is refused. */
  private static @Nullable String usable(@Nullable String text, @Nullable Surroundings world) {
    if (text == null || text.trim().isEmpty()) {
      return null;
    }
    String value = text.trim();
    if (!value.contains("${")) {
      return value.contains("@") ? null : value;
    }
    if (world == null || !value.startsWith("${") || value.indexOf('}') != value.length() - 1) {
      return null;
    }
    String expression = value.substring(2, value.length() - 1);
    int colon = expression.indexOf(':');
    String name = colon < 0 ? expression : expression.substring(0, colon);
    String found = world.property(name);
    if (found == null) {
      found = world.environment(name);
    }
    return found != null || colon < 0 ? found : usable(expression.substring(colon + 1), null);
  }

  /** The jar's name without {@code .jar}, or the main class without its module. */
  static @Nullable String ofCommand(@Nullable String command) {
    if (command == null) {
      return null;
    }
    int jar = command.indexOf(".jar");
    while (jar >= 0 && jar + 4 < command.length() && command.charAt(jar + 4) != ' ') {
      jar = command.indexOf(".jar", jar + 1);
    }
    int blank = command.indexOf(' ');
    String first = blank < 0 ? command : command.substring(0, blank);
    if (jar > 0 && isFirstWord(command, jar)) {
      String path = command.substring(0, jar);
      int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
      return path.substring(slash + 1);
    }
    String type = first.substring(first.lastIndexOf('/') + 1);
    return type.isEmpty() ? null : type;
  }

  /** A path may hold blanks, a class name may not; a jar among the arguments has a blank first. */
  private static boolean isFirstWord(String command, int jar) {
    int blank = command.indexOf(' ');
    if (blank < 0 || blank > jar) {
      return true;
    }
    String first = command.substring(0, blank);
    return first.startsWith("/") || (first.contains("/") && !first.contains("."));
  }
}
