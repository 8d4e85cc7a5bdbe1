package dev.clew.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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

/** Starts real JVMs with the agent and looks at what the application and its user see. */
class StartTest {

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

  static List<TestJdk> jdksWithSecurityManager() {
    return TestJdk.of(8, 11, 17, 21);
  }

  private static Fork hello(TestJdk jdk, Path agentJar, String... options) {
    return new Fork(jdk.tool("java"), "-XX:TieredStopAtLevel=1", "-Dtest.show=start")
        .with(options)
        .with("-javaagent:" + agentJar, "-cp", agent.programs(), "Hello");
  }

  private static Fork hello(String... options) {
    return hello(TestJdk.running(), jar, options);
  }

  private static void assertSilent(Fork.Result result) {
    assertThat(result).isEqualTo(new Fork.Result(0, "hello\n", ""));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void start_anyJdk_handsOverWithoutAnyOutput(TestJdk jdk) throws Exception {
    Fork.Result result = hello(jdk, jar).run();

    assertThat(result.out()).isEqualTo("hello\n");
    assertThat(result.err().lines()).allMatch(line -> line.startsWith("fact "));
    assertThat(result.facts())
        .containsEntry("length", "6")
        .containsEntry("instrumentation", "true")
        .containsEntry("arguments", "null")
        .containsEntry("jar", jar.toString())
        .containsEntry("attached", "false")
        .containsEntry("startNanos", "true")
        .containsEntry("lookup", "true")
        .containsEntry("dispatcher.loader", "null")
        .containsEntry("own.loader", "dev.clew.bootstrap.AgentLoader")
        .containsEntry("own.domain", "true");
  }

  @ParameterizedTest
  @CsvSource({
    "8, unsafe, true", "8, append, false",
    "11, lookup, true", "11, unsafe, false",
    "17, lookup, true", "17, unsafe, false",
    "21, lookup, true", "21, unsafe, false",
    "25, lookup, true", "25, unsafe, false"
  })
  void dispatcher_strategyForced_isDefinedInTheBootLoader(
      int version, String strategy, boolean lookup) throws Exception {
    List<TestJdk> jdk = TestJdk.of(version);
    assumeThat(jdk).as("JDK %d", version).isNotEmpty();

    Fork.Result result = hello(jdk.get(0), jar, "-Dclew.dispatcher.strategy=" + strategy).run();

    assertThat(result.out()).isEqualTo("hello\n");
    assertThat(result.err().lines()).allMatch(line -> line.startsWith("fact "));
    assertThat(result.facts())
        .containsEntry("dispatcher.loader", "null")
        .containsEntry("lookup", String.valueOf(lookup));
  }

  @Test
  void dispatcher_append_leavesNoFile() throws Exception {
    List<TestJdk> jdk = TestJdk.of(8);
    assumeThat(jdk).as("JDK 8").isNotEmpty();
    Path temporary = Files.createDirectories(folder.resolve("temporary"));

    hello(jdk.get(0), jar, "-Dclew.dispatcher.strategy=append", "-Djava.io.tmpdir=" + temporary)
        .run();

    assertThat(temporary).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Dclew.enabled=false", "-Dotel.javaagent.enabled=false"})
  void killSwitch_systemProperty_doesNothing(String property) throws Exception {
    assertSilent(hello(property).run());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLEW_ENABLED", "OTEL_JAVAAGENT_ENABLED"})
  void killSwitch_environment_doesNothing(String variable) throws Exception {
    assertSilent(hello().env(variable, "false").run());
  }

  @Test
  void killSwitch_agentArgument_doesNothing() throws Exception {
    assertSilent(hello(TestJdk.running(), Path.of(jar + "=log.level=debug,enabled=false")).run());
  }

  @Test
  void killSwitch_strongerLayerSaysTrue_starts() throws Exception {
    Fork.Result result = hello("-Dclew.enabled=true").env("CLEW_ENABLED", "false").run();

    assertThat(result.facts()).containsEntry("attached", "false");
  }

  @Test
  void secondCopy_sameJarTwice_startsOnce() throws Exception {
    Fork.Result result = hello("-javaagent:" + jar).run();

    assertThat(result.err().lines().filter(line -> line.startsWith("fact length"))).hasSize(1);
    assertThat(result.err().lines()).allMatch(line -> line.startsWith("fact "));
  }

  @Test
  void secondCopy_otherJarOfAnotherVersion_startsOnce() throws Exception {
    Path other = agent.write(folder.resolve("other-agent.jar"));

    Fork.Result result = hello("-javaagent:" + other).run();

    assertThat(result.facts()).containsEntry("jar", other.toString());
    assertThat(result.err().lines().filter(line -> line.startsWith("fact length"))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void jdkTools_withToolOptions_areLeftAlone(TestJdk jdk) throws Exception {
    String option = "-Dtest.show=start -javaagent:" + jar;
    for (List<String> tool :
        List.of(
            List.of("keytool", "-help"),
            List.of("jcmd", "-l"),
            List.of("jps"),
            List.of("javac", "-version"),
            List.of("jar", "tf", jar.toString()))) {
      Fork fork = new Fork(jdk.tool(tool.get(0)));
      fork.with(tool.subList(1, tool.size()).toArray(new String[0]));

      Fork.Result result = fork.env("JAVA_TOOL_OPTIONS", option).run();

      assertThat(result.facts()).as("%s %s", tool, result).isEmpty();
      assertThat(result.err()).as("%s", tool).doesNotContain("[clew]");
    }
  }

  @Test
  void sourceLauncher_runsAnApplication_starts() throws Exception {
    Path source = folder.resolve("Main.java");
    Files.writeString(
        source,
        "public class Main { public static void main(String[] a) {"
            + " System.out.println(\"hello\"); } }");

    Fork.Result result =
        new Fork(TestJdk.running().tool("java"), "-Dtest.show=start", "-javaagent:" + jar)
            .with(source.toString())
            .run();

    assertThat(result.out()).isEqualTo("hello\n");
    assertThat(result.facts()).containsEntry("attached", "false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space.jar", "100%25.jar", "100% sure.jar", "plus+.jar", "é-名.jar"})
  void jar_unusualName_isFound(String name) throws Exception {
    Path unusual;
    try {
      unusual = agent.write(folder.resolve(name));
    } catch (java.nio.file.InvalidPathException e) {
      assumeThat(e).as("the file system takes %s", name).isNull();
      return;
    }

    Fork.Result result =
        hello(TestJdk.running(), unusual, "-Dsun.jnu.encoding=UTF-8")
            .env("LC_ALL", "C.UTF-8")
            .run();

    assertThat(result.facts()).containsEntry("attached", "false").containsKey("jar");
  }

  @Test
  void systemLoader_replaced_starts() throws Exception {
    Fork.Result result = hello("-Djava.system.class.loader=OddLoader").run();

    assertThat(result.out()).isEqualTo("hello\n");
    assertThat(result.facts()).containsEntry("own.domain", "true");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void temporaryFolder_missing_starts(TestJdk jdk) throws Exception {
    String missing = folder.resolve("missing").toString();

    assertThat(hello(jdk, jar, "-Djava.io.tmpdir=" + missing).run().facts())
        .containsEntry("attached", "false");
  }

  @Test
  void heap_64MegabytesAndSerialGc_starts() throws Exception {
    assertThat(hello("-Xmx64m", "-XX:+UseSerialGC").run().facts())
        .containsEntry("attached", "false");
  }

  @ParameterizedTest
  @MethodSource("jdksWithSecurityManager")
  void securityManager_policyKnowsTheAgent_starts(TestJdk jdk) throws Exception {
    Path policy = folder.resolve("granted.policy");
    Files.writeString(
        policy,
        "grant codeBase \"" + jar.toUri() + "\" { permission java.security.AllPermission; };\n");

    Fork.Result result = secured(jdk, policy).run();

    assertThat(result.out()).isEqualTo("hello\n");
    assertThat(result.facts()).containsEntry("own.domain", "true");
    assertThat(result.out() + result.err()).doesNotContain("Sharing is only supported");
  }

  @ParameterizedTest
  @MethodSource("jdksWithSecurityManager")
  void securityManager_policyKnowsNothing_starts(TestJdk jdk) throws Exception {
    Path policy = folder.resolve("strict.policy");
    Files.writeString(
        policy, "grant { permission java.util.PropertyPermission \"user.name\", \"read\"; };\n");

    Fork.Result result = secured(jdk, policy).run();

    assertThat(result.out()).endsWith("hello\n");
    assertThat(result.err()).doesNotContain("[clew]");
    assertThat(result.facts())
        .containsEntry("attached", "false")
        .containsEntry("dispatcher.loader", "null");
  }

  private static Fork secured(TestJdk jdk, Path policy) {
    return hello(jdk, jar, "-Djava.security.manager", "-Djava.security.policy==" + policy.toUri());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void application_seesTheSameFacts(TestJdk jdk) throws Exception {
    Path noop = agent.writeAgent(folder.resolve("noop.jar"), "NoopAgent");

    List<String> facts = facts(jdk, jar);

    assertThat(facts).hasSizeGreaterThan(20).isEqualTo(facts(jdk, noop));
  }

  /** With the name of the jar taken out, which the option puts into the class path. */
  private static List<String> facts(TestJdk jdk, Path agentJar) throws Exception {
    Fork.Result result =
        new Fork(jdk.tool("java"), "-javaagent:" + agentJar, "-cp", agent.programs(), "Facts")
            .run();
    return (result.out() + result.err()).replace(agentJar.toString(), "AGENT").lines().toList();
  }
}
