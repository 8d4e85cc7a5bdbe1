package dev.clew.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {

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

  private static Fork.Result cli(TestJdk jdk, String... arguments) throws Exception {
    return new Fork(jdk.tool("java"), "-jar", jar.toString()).with(arguments).run();
  }

  @Test
  void noCommand_anyJdk_printsVersionAndUsage() throws Exception {
    Fork.Result result = cli(TestJdk.running());

    assertThat(result.exit()).isZero();
    assertThat(result.out()).startsWith("Clew 1.2.3\n").contains("attach <pid>");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void version_printsTheJarsVersion() throws Exception {
    assertThat(cli(TestJdk.running(), "version")).isEqualTo(new Fork.Result(0, "Clew 1.2.3\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"doctor", "ctl", "convert-logs", "--verison"})
  void unknownCommand_isAnErrorWithUsage(String command) throws Exception {
    Fork.Result result = cli(TestJdk.running(), command);

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("clew-agent: unknown command '" + command + "'\n");
  }

  @Test
  void attach_withoutPid_isAUsageError() throws Exception {
    assertThat(cli(TestJdk.running(), "attach").exit()).isEqualTo(2);
    assertThat(cli(TestJdk.running(), "attach", "abc").exit()).isEqualTo(2);
  }

  @Test
  void attach_noSuchProcess_saysSo() throws Exception {
    Fork.Result result = cli(TestJdk.running(), "attach", "999999999");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).startsWith("clew-agent: cannot attach to 999999999: ");
    assertThat(result.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void attach_runningApplication_startsTheAgentOnce(TestJdk jdk) throws Exception {
    Fork application = new Fork(jdk.tool("java"), "-Dtest.show=start");
    if (jdk.version() >= 21) {
      application.with("-XX:+EnableDynamicAgentLoading");
    }
    Process process = application.with("-cp", agent.programs(), "Waiting").start();
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()));
    assertThat(out.readLine()).isEqualTo("running");
    String pid = String.valueOf(process.pid());

    Fork.Result first = cli(jdk, "attach", pid, "log.level=debug");
    Fork.Result second = cli(jdk, "attach", pid);
    process.getOutputStream().close();
    Fork.Result result = Fork.end(process);

    assertThat(first.exit()).as("%s", first).isZero();
    assertThat(first.out()).startsWith("Attached to " + pid);
    assertThat(second.exit()).isZero();
    assertThat(result.exit()).isZero();
    assertThat(result.facts())
        .containsEntry("attached", "true")
        .containsEntry("arguments", "log.level=debug")
        .containsEntry("dispatcher.loader", "null");
    assertThat(result.err().lines().filter(line -> line.startsWith("fact length"))).hasSize(1);
    assertThat(result.err().lines().filter(line -> !line.startsWith("fact ")))
        .containsExactly("[clew] Already active in this JVM; nothing changed");
  }
}
