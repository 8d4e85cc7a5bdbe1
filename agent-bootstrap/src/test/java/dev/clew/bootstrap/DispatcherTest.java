package dev.clew.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dispatcher in the boot loader of a real JVM: only there may its package exist. */
class DispatcherTest {

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

  @ParameterizedTest
  @MethodSource("jdks")
  void bootstrapAndForward_eachFailureOfTheEngine_areNoops(TestJdk jdk) throws Exception {
    Fork.Result result =
        new Fork(jdk.tool("java"), "-Dtest.show=dispatcher", "-javaagent:" + jar)
            .with("-cp", agent.programs(), "Hello")
            .run();

    assertThat(result.out()).isEqualTo("hello\n");
    assertThat(result.err().lines()).allMatch(line -> line.startsWith("fact "));
    assertThat(result.facts())
        .containsEntry("noop.void", "null")
        .containsEntry("noop.int", "0")
        .containsEntry("noop.long", "0")
        .containsEntry("noop.double", "0.0")
        .containsEntry("noop.boolean", "false")
        .containsEntry("noop.char", "\0")
        .containsEntry("noop.class java.lang.Object", "null")
        .containsEntry("forward.early", "null")
        .containsEntry("linked", "42")
        .containsEntry("throwing", "0")
        .containsEntry("null", "0")
        .containsEntry("wrong", "0")
        .containsEntry("forward", "2@7")
        .containsEntry("forward.throwing", "null")
        .containsEntry("forward.error", "java.lang.OutOfMemoryError");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void agentLoader_inAnyJdk_servesClassesResourcesAndServices(TestJdk jdk) throws Exception {
    Fork.Result result =
        new Fork(jdk.tool("java"), "-Dtest.show=loader", "-javaagent:" + jar)
            .with("-cp", agent.programs(), "Hello")
            .run();

    assertThat(result.err().lines()).allMatch(line -> line.startsWith("fact "));
    assertThat(result.facts())
        .containsEntry("package", "dev.clew.runtime")
        .containsEntry("url", "clew:/test/resource.txt")
        .containsEntry("url.content", "content")
        .containsEntry("stream", "8")
        .containsEntry("class.resource", "true")
        .containsEntry("resources", "1")
        .containsEntry("missing", "null")
        .containsEntry("service", "dev.clew.runtime.AgentMain")
        .containsEntry("jdk.sql", "java.sql.Connection");
  }
}
