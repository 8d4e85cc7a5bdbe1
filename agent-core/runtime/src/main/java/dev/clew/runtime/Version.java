package dev.clew.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The agent's version, written by the build. */
final class Version {

  private Version() {}

  /** Reads it; {@code unknown} outside of the shipped jar. */
  static String read() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException | IllegalArgumentException e) {
      // Not worth a word: the version is for people.
    }
    return properties.getProperty("version", "unknown");
  }
}
