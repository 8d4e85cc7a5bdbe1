package dev.clew.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares what a JVM loads with our agent and with one that does nothing. */
class ClassLoadTest {

  /** Subsystems whose first use belongs to the application, and what makes a start slow. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "java\\.util\\.logging\\..*|sun\\.util\\.logging\\..*|jdk\\.internal\\.logger\\..*"
              + "|java\\.nio\\.file\\..*|javax\\.management\\..*|java\\.lang\\.management\\..*"
              + "|sun\\.management\\..*|java\\.net\\.(Socket|Http|InetAddress).*|javax\\.net\\..*"
              + "|java\\.security\\.SecureRandom.*|java\\.util\\.regex\\..*|java\\.util\\.Formatter.*"
              + "|java\\.lang\\.invoke\\.StringConcatFactory.*|dev\\.clew\\..*\\$\\$Lambda.*");

  /**
   * {@code [Loaded name from …]} on Java 8, {@code [0.1s][info][class,load] name source: …} later.
   */
  private static final Pattern LOADED =
      Pattern.compile("(?m)^(?:\\[Loaded |\\[[^\\]]*\\]\\[info *\\]\\[class,load\\] )([^ ]+) ");

  @TempDir static Path folder;
  private static TestAgent agent;

  @BeforeAll
  static void prepare() throws Exception {
    agent = new TestAgent(folder);
  }

  static List<TestJdk> jdks() {
    return TestJdk.of(8, 17, 25);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void start_comparedWithNoAgentWork_loadsNoSubsystem(TestJdk jdk) throws Exception {
    Set<String> noop = loaded(jdk, agent.writeAgent(folder.resolve("noop.jar"), "NoopAgent"));

    Set<String> ours = loaded(jdk, agent.write(folder.resolve("agent.jar")));

    assertThat(noop).hasSizeGreaterThan(300);
    assertThat(ours).contains("dev.clew.runtime.AgentMain", "java.lang.ClewDispatcher");
    ours.removeAll(noop);
    assertThat(ours).noneMatch(name -> FORBIDDEN.matcher(name).matches());
    assertThat(ours).hasSizeLessThan(140);
  }

  private static Set<String> loaded(TestJdk jdk, Path jar) throws Exception {
    String option = jdk.version() == 8 ? "-verbose:class" : "-Xlog:class+load";
    Fork.Result result =
        new Fork(jdk.tool("java"), option, "-javaagent:" + jar, "-cp", agent.programs(), "Hello")
            .run();
    assertThat(result.exit()).isZero();
    Set<String> names = new TreeSet<>();
    for (Matcher matcher = LOADED.matcher(result.out()); matcher.find(); ) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
