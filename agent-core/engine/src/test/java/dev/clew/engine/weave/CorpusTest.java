package dev.clew.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.engine.testing.Fork;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    List<String> names = jdkClasses();
    names.removeIf(name -> name.contains("$"));
    check(Fork.home(variable), names, 200);
  }

  private void check(Path javaHome, List<String> names, int atLeast) throws Exception {
    List<String> lines =
        new Fork(temp).run(javaHome, "Corpus", List.of("-XX:TieredStopAtLevel=1"), names);
    assertThat(lines).hasSize(1);
    String[] words = lines.get(0).split(" ");
    int woven = Integer.parseInt(words[1]) - Integer.parseInt(words[3]);
    assertThat(woven).as(lines.get(0)).isGreaterThan(atLeast);
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
