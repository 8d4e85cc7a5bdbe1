package dev.clew.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runtime images that are not a whole JDK, and class data archives, which an agent may spoil. */
class ImageTest {

  private static final Pattern SHARED = Pattern.compile("source: shared objects file");

  @TempDir static Path folder;
  private static TestAgent agent;
  private static Path jar;

  @BeforeAll
  static void pack() throws Exception {
    agent = new TestAgent(folder);
    jar = agent.write(folder.resolve("agent.jar"));
  }

  @ParameterizedTest
  @CsvSource({
    "'java.base,java.logging,java.management,java.instrument', true",
    "'java.base,java.logging,java.instrument', true",
    "'java.base,java.instrument', false"
  })
  void runtimeImage_withModules_startsWhenTheCoreHasWhatItNeeds(String modules, boolean starts)
      throws Exception {
    Path image = folder.resolve("image-" + modules.length());
    Fork.Result link =
        new Fork(TestJdk.running().tool("jlink"), "--add-modules", modules)
            .with("--output", image.toString())
            .run();
    assertThat(link.exit()).as("%s", link).isZero();

    Fork.Result result =
        new Fork(image.resolve("bin/java").toString(), "-Dtest.show=start", "-javaagent:" + jar)
            .with("-cp", agent.programs(), "Hello")
            .run();

    assertThat(result.out()).isEqualTo("hello\n");
    assertThat(result.exit()).isZero();
    if (starts) {
      assertThat(result.err().lines()).allMatch(line -> line.startsWith("fact "));
      assertThat(result.facts()).containsEntry("attached", "false");
    } else {
      assertThat(result.err())
          .isEqualTo(
              "[clew] Not started, the application runs untraced:"
                  + " the runtime image has no module java.logging\n");
    }
  }

  @Test
  void mainModule_thatRequiresJavaBaseOnly_starts() throws Exception {
    Path module = Files.createDirectories(folder.resolve("module"));
    Path source = folder.resolve("module-source");
    Files.createDirectories(source.resolve("app"));
    Files.writeString(source.resolve("module-info.java"), "module app.module { exports app; }");
    Files.writeString(
        source.resolve("app/Main.java"),
        "package app; public class Main {"
            + " public static void main(String[] a) { System.out.println(\"hello\"); } }");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-d",
                module.toString(),
                source.resolve("module-info.java").toString(),
                source.resolve("app/Main.java").toString());
    assertThat(status).isZero();

    Fork.Result result =
        new Fork(TestJdk.running().tool("java"), "-Dtest.show=start", "-javaagent:" + jar)
            .with("-p", module.toString(), "-m", "app.module/app.Main")
            .run();

    assertThat(result.out()).isEqualTo("hello\n");
    assertThat(result.err().lines()).allMatch(line -> line.startsWith("fact "));
    assertThat(result.facts()).containsEntry("attached", "false");
  }

  @Test
  void sharedArchive_ofTheApplication_losesLessThanTwoPercent() throws Exception {
    List<TestJdk> jdk = TestJdk.of(17);
    assumeThat(jdk).as("JDK 17").isNotEmpty();
    String java = jdk.get(0).tool("java");
    Path application = jarOfPrograms();
    Path archive = folder.resolve("application.jsa");
    Path list = folder.resolve("application.lst");
    run(java, "-XX:DumpLoadedClassList=" + list, "-cp", application.toString(), "Facts");
    run(
        java,
        "-Xshare:dump",
        "-XX:SharedClassListFile=" + list,
        "-XX:SharedArchiveFile=" + archive,
        "-cp",
        application.toString());

    String[] options = {"-XX:SharedArchiveFile=" + archive, "-Xlog:class+load"};
    String plain = run(java, options[0], options[1], "-cp", application.toString(), "Facts");
    String traced =
        run(
            java,
            options[0],
            options[1],
            "-javaagent:" + jar,
            "-cp",
            application.toString(),
            "Facts");

    assertThat(traced).contains(" Facts source: shared objects file");
    assertThat(shared(plain)).isGreaterThan(400);
    assertThat(shared(traced)).isGreaterThan(shared(plain) * 98 / 100);
  }

  @Test
  void aotCache_trainedWithTheAgent_staysAccepted() throws Exception {
    List<TestJdk> jdk = TestJdk.of(25);
    assumeThat(jdk).as("JDK 25").isNotEmpty();
    String java = jdk.get(0).tool("java");
    String application = jarOfPrograms().toString();
    Path cache = folder.resolve("application.aot");
    run(java, "-XX:AOTCacheOutput=" + cache, "-javaagent:" + jar, "-cp", application, "Facts");

    String traced =
        run(
            java,
            "-XX:AOTMode=on",
            "-XX:AOTCache=" + cache,
            "-Xlog:class+load",
            "-javaagent:" + jar,
            "-cp",
            application,
            "Facts");

    assertThat(traced).doesNotContain("[warning]").contains(" Facts source: shared objects file");
    assertThat(shared(traced)).isGreaterThan(400);
  }

  private static Path jarOfPrograms() throws Exception {
    Path application = folder.resolve("application.jar");
    if (!Files.exists(application)) {
      run(
          TestJdk.of(17).get(0).tool("jar"),
          "cf",
          application.toString(),
          "-C",
          agent.programs(),
          ".");
    }
    return application;
  }

  private static String run(String... command) throws Exception {
    Fork.Result result = new Fork(command).run();
    assertThat(result.exit()).as("%s", result).isZero();
    return result.out() + result.err();
  }

  private static int shared(String log) {
    int count = 0;
    for (Matcher matcher = SHARED.matcher(log); matcher.find(); ) {
      count++;
    }
    return count;
  }
}
