package dev.clew.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.clew.build.testing.Javac;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real classes, every method woven with every binding, verified by real JVMs. */
class CorpusTest {

  private static final List<String> JDK_PACKAGES =
      List.of("java/util", "java/util/concurrent", "java/net", "java/text", "java/io", "java/sql");
  private static final int PER_JAR = 150;

  @TempDir Path temp;

  @Test
  void classesOfJdkAndLibraries_wovenEverywhere_verify() throws Exception {
    List<String> names = jdkClasses();
    names.addAll(libraryClasses());
    check(Path.of(System.getProperty("java.home")), names, 900);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JDK_8_HOME", "JDK_25_HOME"})
  void jdkClasses_onOtherJdks_verify(String variable) throws Exception {
    String home = System.getenv(variable);
    assumeTrue(home != null && Files.isDirectory(Path.of(home)), variable + " names no JDK");
    List<String> names = jdkClasses();
    names.removeIf(name -> name.contains("$"));
    check(Path.of(home), names, 200);
  }

  private void check(Path javaHome, List<String> names, int atLeast) throws Exception {
    for (Map.Entry<String, byte[]> entry : program().entrySet()) {
      Path file = temp.resolve(entry.getKey() + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
    Path output = temp.resolve("output.txt");
    Path input = temp.resolve("names.txt");
    Files.write(input, names);
    String classPath = temp + java.io.File.pathSeparator + System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(
                javaHome.resolve("bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "corpus.Corpus")
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exit = process.waitFor();
    List<String> lines = Files.readAllLines(output);
    assertThat(exit).as(() -> String.join("\n", lines)).isZero();
    assertThat(lines).hasSize(1);
    String[] words = lines.get(0).split(" ");
    int woven = Integer.parseInt(words[1]) - Integer.parseInt(words[3]);
    assertThat(woven).as(lines.get(0)).isGreaterThan(atLeast);
  }

  private static Map<String, byte[]> program() throws IOException {
    try (InputStream source = CorpusTest.class.getResourceAsStream("/corpus/Corpus.java")) {
      String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      return Javac.compile(8, Map.of(), text);
    }
  }

  private static List<String> jdkClasses() throws IOException {
    Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
    List<String> names = new ArrayList<>();
    for (String name : JDK_PACKAGES) {
      Path directory =
          modules.resolve(name.equals("java/sql") ? "java.sql" : "java.base").resolve(name);
      try (Stream<Path> files = Files.list(directory)) {
        files
            .map(file -> name + "/" + file.getFileName())
            .filter(file -> file.endsWith(".class"))
            .map(file -> file.substring(0, file.length() - 6))
            .sorted()
            .forEach(names::add);
      }
    }
    return names;
  }

  private static List<String> libraryClasses() throws IOException {
    List<String> names = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      if (entry.endsWith(".jar")) {
        try (JarFile jar = new JarFile(entry)) {
          jar.stream()
              .map(file -> file.getName())
              .filter(file -> file.endsWith(".class") && !file.startsWith("META-INF/"))
              .filter(file -> !file.endsWith("-info.class"))
              .map(file -> file.substring(0, file.length() - 6))
              .sorted()
              .limit(PER_JAR)
              .forEach(names::add);
        }
      }
    }
    return names;
  }
}
