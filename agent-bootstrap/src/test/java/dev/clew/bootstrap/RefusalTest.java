package dev.clew.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the agent cannot run: one clear line, and the application as if nothing had been. */
class RefusalTest {
  private static final String UNTRACED = "[clew] Not started, the application runs untraced: ";

  @TempDir static Path folder;
  private static TestAgent agent;
  private static Path jar;

  @BeforeAll
  static void pack() throws Exception {
    agent = new TestAgent(folder);
    jar = agent.write(folder.resolve("agent.jar"));
  }

  static List<TestJdk> jdks() {
    return TestJdk.all();
  }

  private static Fork hello(TestJdk jdk, Path agentJar, String... options) {
    return new Fork(jdk.tool("java"), "-XX:TieredStopAtLevel=1", "-Dtest.show=start")
        .with(options)
        .with("-javaagent:" + agentJar, "-cp", agent.programs(), "Hello");
  }

  private static Fork hello(String... options) {
    return hello(TestJdk.running(), jar, options);
  }

  private static void assertUntraced(Fork.Result result, String reason) {
    assertThat(result.out()).isEqualTo("hello\n");
    assertThat(result.exit()).isZero();
    assertThat(result.err()).startsWith(UNTRACED).contains(reason);
    assertThat(result.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "8, lookup, needs Java 9",
    "17, append, needs Java 8",
    "17, other, 'none of auto, lookup, unsafe, append'"
  })
  void dispatcher_strategyImpossible_runsUntraced(int version, String strategy, String reason)
      throws Exception {
    List<TestJdk> jdk = TestJdk.of(version);
    assumeThat(jdk).as("JDK %d", version).isNotEmpty();

    assertUntraced(hello(jdk.get(0), jar, "-Dclew.dispatcher.strategy=" + strategy).run(), reason);
  }

  @Test
  void dispatcher_appendWithoutWritableFolder_runsUntracedAndLeavesNothing() throws Exception {
    List<TestJdk> jdk = TestJdk.of(8);
    assumeThat(jdk).as("JDK 8").isNotEmpty();
    String missing = folder.resolve("missing").toString();

    Fork.Result result =
        hello(jdk.get(0), jar, "-Dclew.dispatcher.strategy=append", "-Djava.io.tmpdir=" + missing)
            .run();

    assertUntraced(result, "java.io.IOException");
  }

  @Test
  void javaVersion_below8u40_runsUntraced() throws Exception {
    List<TestJdk> jdk = TestJdk.of(8);
    assumeThat(jdk).as("JDK 8").isNotEmpty();
    Path old = agent.writeAgent(folder.resolve("old.jar"), "OldVersionAgent");

    assertUntraced(
        hello(jdk.get(0), jar, "-javaagent:" + old).run(),
        "Java 1.8.0_31 is too old, 8u40 is the first that works");
  }

  @Test
  void javaVersion_cannotReadOurClasses_runsUntraced() throws Exception {
    // Java 7 meets class files of version 52 as this JVM meets one of version 99.
    TestAgent modern = new TestAgent(folder.resolve("modern"));
    modern.entries.get("dev/clew/bootstrap/Start.class")[7] = 99;

    assertUntraced(
        hello(TestJdk.running(), modern.write(folder.resolve("modern.jar"))).run(),
        "this Java is too old, 8u40 is the first that works");
  }

  @Test
  void retransformationRefused_runsUntraced() throws Exception {
    TestAgent refused = new TestAgent(folder.resolve("refused"));
    refused.manifest.put("Can-Retransform-Classes", "false");

    assertUntraced(
        hello(TestJdk.running(), refused.write(folder.resolve("refused.jar"))).run(),
        "this JVM refuses to retransform classes");
  }

  @Test
  void jar_mergedIntoAnother_runsUntraced() throws Exception {
    TestAgent merged = new TestAgent(folder.resolve("merged"));
    merged.add("Delegating");
    merged.manifest.put("Premain-Class", "Delegating");

    assertUntraced(
        hello(TestJdk.running(), merged.write(folder.resolve("merged.jar"))).run(),
        "merged.jar is not the agent jar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev/clew/runtime/AgentMain",
        "dev/clew/bootstrap/boot/Boot",
        "java/lang/ClewDispatcher"
      })
  void jar_entryMissing_runsUntraced(String name) throws Exception {
    TestAgent broken = new TestAgent(folder.resolve("missing-entry"));
    assertThat(broken.entries.remove("clew/" + name + ".clewdata")).isNotNull();

    assertUntraced(
        hello(TestJdk.running(), broken.write(folder.resolve("missing-entry.jar"))).run(), "");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void jar_entryDamaged_runsUntraced(TestJdk jdk) throws Exception {
    Path damaged = agent.write(folder.resolve("damaged.jar"));
    overwrite(damaged, "clew/dev/clew/runtime/AgentMain.clewdata");

    assertUntraced(hello(jdk, damaged).run(), "dev.clew.runtime.AgentMain");
  }

  /** Replaces some compressed bytes behind the local header of an entry. */
  private static void overwrite(Path jarFile, String entry) throws Exception {
    String content = Files.readString(jarFile, StandardCharsets.ISO_8859_1);
    int start = content.indexOf(entry) + entry.length() + 200;
    try (RandomAccessFile file = new RandomAccessFile(jarFile.toFile(), "rw")) {
      file.seek(start);
      file.write(new byte[64]);
    }
  }

  @Test
  void runtime_throws_isOneLine() throws Exception {
    assertUntraced(hello("-Dtest.show=fail").run(), "runtime failed on two lines");
  }
}
