package dev.clew.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.build.index.IgnoreFile;
import dev.clew.build.index.IndexMerger;
import dev.clew.build.testing.Compiled;
import dev.clew.engine.testing.Fork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Linking, switching, the forwarder and suppression on JVMs other than the test's. */
class OtherJdksTest {

  private static final String CLIENT =
      """
      package lib;
      public class Client {
        public static String call(String s, int n) { return s + n; }
      }
      """;

  private static final String PLUGIN =
      """
      package p;
      import dev.clew.plugin.*;
      @Plugin(name = "p", group = "g")
      public final class P {
        @Enter(type = "lib.Client", method = "call")
        @Rewrites(arg = 1)
        public static Object[] before(@Arg(1) int n, Origin origin) {
          if (n == -1) { throw new IllegalStateException("negative"); }
          if (n == -2) { throw new NoSuchFieldError("gone"); }
          return Rewrite.of(origin.methodName(), n + 100);
        }
        @Exit("before")
        @RewritesReturn
        public static Object after(@Entered Object entered, @Returned String r) {
          return entered + " " + r;
        }
      }
      """;

  private static final List<String> EXPECTED =
      List.of(
          "first",
          "call a101",
          "b2",
          "hook.error java.lang.IllegalStateException: negative",
          "c-1",
          "2 1",
          "linkage java.lang.NoSuchFieldError: gone",
          "d-2",
          "e5",
          // The other class has another loader, for which the plugin is not off.
          "call a101",
          "b2",
          "c-1",
          "4 3",
          "linkage java.lang.NoSuchFieldError: gone",
          "d-2",
          "e5");

  @TempDir Path temp;

  @Test
  void hooks_onTheTestsJdk_work() throws Exception {
    run(Path.of(System.getProperty("java.home")), true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JDK_8_HOME", "JDK_11_HOME", "JDK_21_HOME", "JDK_25_HOME"})
  void hooks_onOtherJdks_work(String variable) throws Exception {
    run(Fork.home(variable), !variable.equals("JDK_8_HOME"));
  }

  private void run(Path home, boolean modules) throws Exception {
    Compiled compiled = Compiled.library(CLIENT).plugin(PLUGIN);
    IndexMerger merger = new IndexMerger(IgnoreFile.bundled());
    compiled.descriptors().forEach((name, bytes) -> merger.add(bytes, name));
    Path folder = Files.createDirectories(temp.resolve("data"));
    Files.write(folder.resolve("index"), merger.merge().index());
    Files.write(folder.resolve("details"), merger.merge().details());
    new Fork(folder).with(compiled.pluginClasses());
    new Fork(folder).with(Map.of("lib/Client", compiled.classFile("lib/Client")));
    List<String> arguments =
        modules ? List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED") : List.of();
    List<String> lines =
        new Fork(temp).run(home, "LinkOnce", arguments, List.of(), folder.toString());
    assertThat(lines).containsExactlyElementsOf(EXPECTED);
  }
}
