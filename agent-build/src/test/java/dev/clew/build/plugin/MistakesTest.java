package dev.clew.build.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.build.testing.Compiled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the compiler says of typical mistakes: {@code mistakes.txt} has them, each with the source
 * (one file, or the body of a class when there is no {@code package}) and the expected lines. A run
 * writes what it found to {@code target/mistakes.txt}, in the same form.
 */
class MistakesTest {

  private static final String LIBRARY =
      """
      package lib;
      public class Client extends Base implements Sender {
        public String name;
        private int port;
        public Client(String name) {}
        public Response execute(String request, int times) { return null; }
        public Response execute(String request) { return null; }
        public void close() {}
        public long size() { return 0; }
        public static Client create(String name) { return null; }
        public native void raw();
        public void send(Request request) {}
      }
      """;

  private static final String[] LIBRARY_REST = {
    "package lib; public class Base { public void open(int[] ports) {} }",
    "package lib; public interface Sender { void send(Request request); }",
    "package lib; public class Request {}",
    "package lib; public class Response extends Request {}",
    "package lib; public @interface Traced {}",
  };

  private static final Compiled.Library COMPILED =
      Compiled.library(
          Stream.concat(Stream.of(LIBRARY), Stream.of(LIBRARY_REST)).toArray(String[]::new));

  private static final String HEADER =
      """
      package sample;
      import dev.clew.plugin.*;
      import lib.*;
      @Plugin(name = "sample", group = "test")
      public final class Sample {
      """;

  private record Mistake(String name, String text, String source, List<String> expected) {}

  @TestFactory
  List<DynamicTest> complaints_ofMistake_nameFileLineAndCure() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    StringBuilder actual = new StringBuilder(); // to compare, and to replace mistakes.txt by
    for (Mistake mistake : read()) {
      actual.append("== ").append(mistake.name()).append('\n').append(mistake.text());
      List<String> complaints = complaints(mistake.source());
      actual.append("--\n").append(String.join("\n", complaints)).append("\n\n");
      tests.add(
          DynamicTest.dynamicTest(
              mistake.name(), () -> assertThat(complaints).isEqualTo(mistake.expected())));
    }
    Files.writeString(Path.of("target", "mistakes.txt"), actual.toString());
    assertThat(tests.size()).isGreaterThan(70);
    return tests;
  }

  @Test
  void complaints_ofSeveralMistakes_areAllListed() {
    String source =
        HEADER
            + """
              @Enter(type = "lib.Client", method = "close")
              public static void one(@Arg(1) String none) {}
              @Enter(type = "lib.Clint", method = "close")
              static void two() {}
            }
            """;
    assertThat(complaints(source))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).startsWith("sample/Sample.java:"));
  }

  @Test
  void complaints_nameIsNotTheDirectory_areGiven() {
    String source =
        HEADER + "@Enter(type = \"lib.Client\", method = \"close\") public static void a() {} }";
    assertThat(library().complaints("other", source))
        .containsExactly(
            "sample/Sample.java:4: the plugin is named \"sample\" but its directory \"other\";"
                + " name both alike");
    assertThat(library().complaints("sample", source)).isEmpty();
  }

  @Test
  void complaints_classFilesAreTooNew_areGiven() {
    String source =
        HEADER + "@Enter(type = \"lib.Client\", method = \"close\") public static void a() {} }";
    Map<String, byte[]> classes = new TreeMap<>(library().classFiles());
    byte[] plugin = Compiled.library(11, with(source)).classFiles().get("sample/Sample");
    PluginBuild build =
        new PluginBuild(
            List.of(plugin),
            name ->
                classes.containsKey(name)
                    ? classes.get(name)
                    : new LoaderClassPath(getClass().getClassLoader()).find(name),
            new SourceFiles() {
              @Override
              public List<String> lines(String path) {
                return source.lines().toList();
              }

              @Override
              public String display(String path) {
                return path;
              }
            },
            null);
    build.run();
    assertThat(build.problems())
        .containsExactly(
            "sample/Sample.java:5: Sample has class-file version 55; plugins run on Java 8:"
                + " compile with --release 8");
  }

  private static String[] with(String source) {
    List<String> sources = new ArrayList<>(List.of(LIBRARY_REST));
    sources.add(LIBRARY);
    sources.add(source);
    return sources.toArray(new String[0]);
  }

  private static Compiled.Library library() {
    return COMPILED;
  }

  private static List<String> complaints(String source) {
    return library().complaints(null, source);
  }

  private static List<Mistake> read() throws IOException {
    String text;
    try (InputStream in = MistakesTest.class.getResourceAsStream("mistakes.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Mistake> mistakes = new ArrayList<>();
    for (String section : text.split("(?m)^== ")) {
      if (section.isBlank()) {
        continue;
      }
      int title = section.indexOf('\n');
      int expected = section.indexOf("\n--\n");
      String source = section.substring(title + 1, expected + 1);
      String whole = source.contains("package ") ? source : HEADER + source + "}\n";
      mistakes.add(
          new Mistake(
              section.substring(0, title),
              source,
              whole,
              section.substring(expected + 4).lines().filter(l -> !l.isBlank()).toList()));
    }
    return mistakes;
  }
}
