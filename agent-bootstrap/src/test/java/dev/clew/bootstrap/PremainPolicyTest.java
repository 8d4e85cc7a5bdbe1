package dev.clew.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Reads the class files of this module for what must not run before the application's main, also on
 * the branches that no forked JVM takes.
 */
class PremainPolicyTest {

  private static final String[] FORBIDDEN = {
    "java/util/logging/",
    "java/nio/file/",
    "java/lang/management/",
    "javax/management/",
    "java/util/regex/",
    "java/util/stream/",
    "java/util/Formatter",
    "java/security/SecureRandom",
    "java/lang/invoke/LambdaMetafactory",
    "java/lang/invoke/StringConcatFactory",
    "sun/misc/",
  };

  @Test
  void classes_onTheStartPath_nameNoForbiddenType() throws Exception {
    List<String> violations = new ArrayList<>();
    for (Path file : startPath()) {
      for (String name : constants(file)) {
        for (String forbidden : FORBIDDEN) {
          // Inside descriptors too; string constants such as "sun.misc.Unsafe" have dots.
          if (name.contains(forbidden)) {
            violations.add(file.getFileName() + " names " + name);
          }
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void classes_onTheStartPath_useNoInvokedynamic() throws Exception {
    List<Path> users = new ArrayList<>();
    for (Path file : startPath()) {
      if (constants(file).contains("BootstrapMethods")) {
        users.add(file);
      }
    }
    assertThat(users).isEmpty();
  }

  @Test
  void classes_all_areReadableByJava8() throws Exception {
    for (Path file : classes()) {
      byte[] bytes = Files.readAllBytes(file);
      assertThat(bytes[7]).as("%s", file).isEqualTo((byte) 52);
    }
  }

  private static List<Path> classes() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("target/classes"))) {
      return files.filter(f -> f.toString().endsWith(".class")).toList();
    }
  }

  /** All but the command line. */
  private static List<Path> startPath() throws IOException {
    List<Path> files =
        classes().stream()
            .filter(f -> !f.getFileName().toString().matches("(Cli|Attach)\\.class"))
            .toList();
    assertThat(files).hasSizeGreaterThan(15);
    return files;
  }

  /** The UTF-8 constants: all names, descriptors, attributes and strings. */
  private static Set<String> constants(Path file) throws IOException {
    Set<String> constants = new HashSet<>();
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      in.skipBytes(8);
      int count = in.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> constants.add(in.readUTF());
          case 5, 6 -> {
            in.skipBytes(8);
            i++;
          }
          case 15 -> in.skipBytes(3);
          case 7, 8, 16 -> in.skipBytes(2);
          default -> in.skipBytes(4);
        }
      }
    }
    return constants;
  }
}
