package dev.clew.tests.harness;

import java.nio.file.Path;

/** A Java installation. */
public record Jdk(int version, Path home) {

  /** The launcher. */
  public Path java() {
    return home.resolve("bin").resolve(isWindows() ? "java.exe" : "java");
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").startsWith("Windows");
  }

  @Override
  public String toString() {
    return "jdk" + version;
  }
}
