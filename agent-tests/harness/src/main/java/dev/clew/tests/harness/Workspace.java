package dev.clew.tests.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build is: its root, this module's target folder, the packed agent. */
public final class Workspace {

  private Workspace() {}

  /**
   * The root of the build: system property {@code clew.root}, else the nearest folder upwards with
   * {@code mvnw}.
   */
  public static Path root() {
    String given = System.getProperty("clew.root");
    if (given != null) {
      return Path.of(given);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("Not inside the build, set -Dclew.root");
      }
    }
    return folder;
  }

  /** This module's {@code target}: system property {@code clew.target}. */
  public static Path target() {
    return Path.of(System.getProperty("clew.target", "target")).toAbsolutePath();
  }

  /**
   * The agent under test: system property {@code clew.agent.jar}, else the one {@code agent-dist}
   * packed.
   */
  public static Path agentJar() {
    String given = System.getProperty("clew.agent.jar");
    Path jar = given != null ? Path.of(given) : root().resolve("agent-dist/target/clew-agent.jar");
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "No agent at " + jar + ": run ./mvnw package -DskipTests or set -Dclew.agent.jar");
    }
    return jar.toAbsolutePath();
  }
}
