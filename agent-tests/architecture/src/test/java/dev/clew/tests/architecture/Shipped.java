package dev.clew.tests.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The classes of ours that are packed into the agent jar. */
final class Shipped {

  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/dev/clew/tests/"))
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.clew");

  private Shipped() {}

  static byte[] classFile(JavaClass type) {
    try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Directories of the plugin modules. */
  static List<String> pluginDirectories() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("clew.root"), "plugins"))) {
      return all.filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
