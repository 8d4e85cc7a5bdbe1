package dev.clew.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.build.index.IndexMerger;
import dev.clew.build.testing.Javac;
import dev.clew.engine.index.BinaryIndex;
import dev.clew.engine.index.DetailsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCompilerTest {

  private static final String SOURCE =
      """
      package sample;
      import dev.clew.plugin.*;
      @Plugin(name = "%s", group = "test")
      public final class Sample {
        @Enter(type = "java.util.TimerThread", method = "run")
        public static Object a(@Self Thread thread) { return thread; }
        @Exit("a")
        public static void b(@Thrown Throwable error) {}
      }
      """;

  @TempDir Path module;

  private void build(String name) throws IOException {
    String source = SOURCE.formatted(name);
    Path sources = Files.createDirectories(module.resolve("src/sample"));
    Files.writeString(sources.resolve("Sample.java"), source);
    for (Map.Entry<String, byte[]> type : Javac.compile(8, Map.of(), source).entrySet()) {
      Path file = module.resolve("classes/" + type.getKey() + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, type.getValue());
    }
  }

  private void compile() throws IOException, Problems {
    PluginCompiler.main(
        new String[] {
          "--directory=" + module.resolve("timer"),
          module.resolve("classes").toString(),
          module.resolve("src").toString()
        });
  }

  private Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(module.resolve("classes"))) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String name = module.resolve("classes").relativize(file).toString().replace('\\', '/');
        files.put(name, Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Test
  void main_onAModule_bridgesInPlaceAndWritesItsDescriptor() throws Exception {
    build("timer");
    byte[] before = files().get("sample/Sample.class");
    compile();
    Map<String, byte[]> files = files();
    assertThat(files).containsOnlyKeys("META-INF/clew/timer.bin", "sample/Sample.class");
    assertThat(files.get("sample/Sample.class")).isNotEqualTo(before);
  }

  @Test
  void main_again_changesNothing() throws Exception {
    build("timer");
    compile();
    Map<String, byte[]> once = files();
    compile();
    Map<String, byte[]> twice = files();
    assertThat(twice.keySet()).isEqualTo(once.keySet());
    twice.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(once.get(name)));
  }

  @Test
  void main_afterRenaming_removesTheOldDescriptor() throws Exception {
    build("timer");
    Path old = Files.createDirectories(module.resolve("classes/META-INF/clew"));
    Files.write(old.resolve("clock.bin"), new byte[1]);
    compile();
    assertThat(files()).doesNotContainKey("META-INF/clew/clock.bin");
  }

  @Test
  void main_onMistakes_failsWithFileAndLineAndWritesNothing() throws Exception {
    build("clock");
    assertThatThrownBy(this::compile)
        .isInstanceOfSatisfying(
            Problems.class,
            problems ->
                assertThat(problems.problems())
                    .containsExactly(
                        module.resolve("src/sample/Sample.java")
                            + ":3: the plugin is named \"clock\" but its directory \"timer\";"
                            + " name both alike"));
    assertThat(files()).containsOnlyKeys("sample/Sample.class");
  }

  @Test
  void main_withoutClasses_isQuiet() throws Exception {
    compile();
    assertThat(module).isEmptyDirectory();
  }

  @Test
  void merger_onClassPath_writesBothFiles() throws Exception {
    build("timer");
    compile();
    Path out = module.resolve("index");
    String nothing = Files.createDirectories(module.resolve("nothing")).toString();
    IndexMerger.main(
        new String[] {
          out.toString(), nothing + java.io.File.pathSeparator + module.resolve("classes")
        });
    byte[] details = Files.readAllBytes(out.resolve("clew.details"));
    BinaryIndex index =
        BinaryIndex.read(
            Files.readAllBytes(out.resolve("clew.index")),
            new DetailsSource() {
              @Override
              public byte[] details() {
                return details;
              }

              @Override
              public byte[] classFile(String internalName) {
                return null;
              }

              @Override
              public String location() {
                return "test";
              }
            });
    assertThat(index.hooksOf("java/util/TimerThread")).containsExactly(0);
    assertThat(index.hook(0).exit.descriptor).isEqualTo("(Ljava/lang/Object;Ljava/lang/Object;)V");
  }
}
