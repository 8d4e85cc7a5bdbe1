package dev.clew.engine.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.clew.build.testing.Javac;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a Java 8 program from the test resources on a JDK, with the test's class path. */
public final class Fork {

  private final Path folder;

  /**
   * Creates the place of one program.
   *
   * @param folder for its class files and output
   */
  public Fork(Path folder) {
    this.folder = folder;
  }

  /** The JDK that an environment variable names; the test is skipped when there is none. */
  public static Path home(String variable) {
    String home = System.getenv(variable);
    assumeTrue(home != null && Files.isDirectory(Path.of(home)), variable + " names no JDK");
    return Path.of(home);
  }

  /** Writes class files by internal name. */
  public Fork with(Map<String, byte[]> classes) throws IOException {
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      Path file = folder.resolve(entry.getKey() + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
    return this;
  }

  /**
   * Compiles {@code /corpus/NAME.java} for Java 8 and runs it.
   *
   * @return what it printed, line by line
   */
  public List<String> run(
      Path javaHome, String name, List<String> jvmArgs, List<String> input, String... args)
      throws IOException, InterruptedException {
    try (InputStream source = Fork.class.getResourceAsStream("/corpus/" + name + ".java")) {
      String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      with(Javac.compile(8, Map.of(), text));
    }
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.addAll(jvmArgs);
    command.add("-cp");
    command.add(folder + File.pathSeparator + System.getProperty("java.class.path"));
    command.add("corpus." + name);
    command.addAll(List.of(args));
    Path stdin = Files.write(folder.resolve("input.txt"), input);
    Path stdout = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(stdin.toFile())
            .redirectErrorStream(true)
            .redirectOutput(stdout.toFile())
            .start();
    int exit = process.waitFor();
    List<String> lines = new ArrayList<>(Files.readAllLines(stdout));
    if (exit != 0) {
      lines.add("exit code " + exit);
    }
    return lines;
  }
}
