package dev.clew.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as an agent in JVMs of their own. */
class EngineTest {

  @TempDir private Path folder;

  @Test
  void engine_attachedToARunningApplication_weavesSwitchesAndLeaves() throws Exception {
    assertThat(run("attached"))
        .containsSubsequence(
            "before calls=0",
            "unarmed tasks=null",
            "attached calls=1",
            "late calls=3",
            "armed tasks=1",
            "on calls=104",
            "off calls=105",
            "other way calls=205",
            "refused=0",
            "detached calls=205",
            "detached tasks=1",
            "failures=00")
        .anyMatch(
            line -> line.startsWith("ledger misfit INCOMPATIBLE") && line.contains("lib/Gone"))
        .anyMatch(line -> line.startsWith("ledger spans WOVEN woven=2/2"))
        .anyMatch(line -> line.startsWith("problem plugin.incompatible plugin misfit"))
        .filteredOn(line -> line.startsWith("problem"))
        .hasSize(1);
  }

  @Test
  void engine_startedAfterClassesWereLoaded_weavesThemInOneBatch() throws Exception {
    assertThat(run("premain"))
        .containsSubsequence(
            "before calls=0", "not attached calls=1", "late calls=3", "refused=0", "failures=00");
  }

  private List<String> run(String... arguments) throws Exception {
    Path agent = folder.resolve("agent.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", EngineProgram.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    try (OutputStream out = Files.newOutputStream(agent)) {
      new JarOutputStream(out, manifest).close();
    }
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-javaagent:" + agent,
                "-cp",
                classPath(),
                EngineProgram.class.getName(),
                arguments[0])
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(output);
  }

  private static String classPath() {
    String path = System.getProperty("surefire.test.class.path");
    return path != null ? path : System.getProperty("java.class.path", "." + File.pathSeparator);
  }
}
