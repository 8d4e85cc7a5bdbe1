package dev.clew.tests.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.harness.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The small applications of these tests, as Java 8 class files. */
final class Applications {

  private static final Path FOLDER = compile();

  private Applications() {}

  /** Class path entry. */
  static Path folder() {
    return FOLDER;
  }

  private static Path compile() {
    Path sources = Workspace.root().resolve("agent-tests/runtime/src/app/java");
    Path target = Workspace.target().resolve("app");
    List<String> arguments = new ArrayList<>(List.of("--release", "8", "-Xlint:-options", "-d"));
    arguments.add(target.toString());
    try (Stream<Path> files = Files.walk(sources)) {
      Files.createDirectories(target);
      files.filter(file -> file.toString().endsWith(".java")).forEach(f -> arguments.add(f + ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(new String[0]));
    assertThat(result).as("javac").isZero();
    return target;
  }
}
