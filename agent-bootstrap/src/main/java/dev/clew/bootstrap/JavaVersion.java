package dev.clew.bootstrap;

import org.jspecify.annotations.Nullable;

/** Below 8u40 the JVM may crash when an agent uses method handles before {@code main}. */
final class JavaVersion {

  private static final int FIRST_GOOD_UPDATE_OF_8 = 40;

  private JavaVersion() {}

  static void require() {
    String version = System.getProperty("java.version");
    if (!isSupported(version)) {
      throw new IllegalStateException(
          "Java " + version + " is too old, 8u40 is the first that works");
    }
  }

  /** Accepts {@code 1.8.0_40} and later; an unknown form is taken for a version to come. */
  static boolean isSupported(@Nullable String version) {
    if (version == null || !version.startsWith("1.")) {
      return true;
    }
    int minor = number(version, 2);
    if (minor != 8) {
      return minor > 8;
    }
    int update = version.indexOf('_');
    return update < 0
        ? !version.equals("1.8.0") && !version.startsWith("1.8.0-")
        : number(version, update + 1) >= FIRST_GOOD_UPDATE_OF_8;
  }

  private static int number(String text, int start) {
    int value = 0;
    for (int i = start; i < text.length() && isDigit(text.charAt(i)) && value < 100_000; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
