package dev.clew.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * {@code enabled=false}, read before anything else happens: agent argument, then system property,
 * then environment, each with its OpenTelemetry name. The first one that is set decides.
 */
final class KillSwitch {

  private KillSwitch() {}

  static boolean isOff(@Nullable String arguments) {
    String value = argument(arguments, "enabled");
    if (value == null) {
      value = System.getProperty("clew.enabled");
    }
    if (value == null) {
      value = System.getProperty("otel.javaagent.enabled");
    }
    if (value == null) {
      value = System.getenv("CLEW_ENABLED");
    }
    if (value == null) {
      value = System.getenv("OTEL_JAVAAGENT_ENABLED");
    }
    return value != null && value.trim().equalsIgnoreCase("false");
  }

  /**
   * The value of one key in {@code key=value,key=value}; values with a comma are quoted. The last
   * of several wins, as in the complete parser of the runtime.
   */
  static @Nullable String argument(@Nullable String arguments, String key) {
    if (arguments == null) {
      return null;
    }
    String found = null;
    int start = 0;
    while (start < arguments.length()) {
      int end = endOfPair(arguments, start);
      int equals = arguments.indexOf('=', start);
      if (equals >= 0 && equals < end && arguments.substring(start, equals).trim().equals(key)) {
        found = unquote(arguments.substring(equals + 1, end).trim());
      }
      start = end + 1;
    }
    return found;
  }

  private static int endOfPair(String arguments, int start) {
    char quote = 0;
    for (int i = start; i < arguments.length(); i++) {
      char c = arguments.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == ',') {
        return i;
      }
    }
    return arguments.length();
  }

  private static String unquote(String value) {
    int last = value.length() - 1;
    boolean quoted =
        last > 0
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(last) == value.charAt(0);
    return quoted ? value.substring(1, last) : value;
  }
}
