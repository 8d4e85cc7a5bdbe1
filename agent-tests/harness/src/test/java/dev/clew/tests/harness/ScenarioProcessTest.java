package dev.clew.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.otlp.OtlpSink;
import dev.clew.tests.otlp.TestSpan;
import dev.clew.tests.servers.HttpUpstream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole mechanism with an agent that is known to work. */
final class ScenarioProcessTest {

  private static final String AGENT = "2.33.1";

  @Test
  void scenario_openTelemetryAgent_spansArriveBelowTheirParents() throws Exception {
    PluginUnderTest plugin = PluginUnderTest.read(Path.of("src/test/plugins/java-net"));
    VersionSet versions = plugin.versions().get(0);
    List<Path> classPath = new ArrayList<>(Libraries.resolve(ScenarioCompiler.OPENTELEMETRY_API));
    classPath.add(ScenarioCompiler.classes(plugin, versions));
    classPath.add(ScenarioCompiler.scenarioApi());
    try (OtlpSink sink = OtlpSink.start();
        HttpUpstream upstream = HttpUpstream.start();
        ScenarioProcess process =
            ScenarioProcess.start(
                Fork.of(Jdks.require(17))
                    .classPath(classPath)
                    .agent(Agents.openTelemetry(AGENT), sink, setup -> {}),
                sink,
                plugin.directive("scenario"))) {
      assertThat(process.bridged()).isTrue();
      List<String> answer =
          process
              .call("span:caller", "send", "sync", "1", "GET", upstream.url("/status/204"), "0", "")
              .expectOk();
      assertThat(answer.get(0)).isEqualTo("204");
      TestSpan caller = sink.await("caller", span -> span.name().equals("caller"));
      TestSpan client = sink.awaitTrace(caller.traceId(), 2).only("CLIENT");
      assertThat(client.isChildOf(caller)).isTrue();
      assertThat(upstream.last().header("traceparent")).contains(client.spanId());
      process.flush();
      process.assertCleanEnd();
    }
  }

  @Test
  void scenario_unknownCommand_answersTheException() throws Exception {
    PluginUnderTest plugin = PluginUnderTest.read(Path.of("src/test/plugins/java-net"));
    try (OtlpSink sink = OtlpSink.start();
        ScenarioProcess process =
            ScenarioProcess.start(
                Fork.of(Jdks.require(17))
                    .classPath(
                        ScenarioCompiler.classes(plugin, plugin.versions().get(0)),
                        ScenarioCompiler.scenarioApi()),
                sink,
                plugin.directive("scenario"))) {
      assertThat(process.call("", "nonsense\t\n").expectError())
          .isEqualTo("java.lang.IllegalArgumentException");
      assertThat(process.ask("modes")).containsExactly("sync");
      assertThat(process.jvm().awaitExit()).isZero();
    }
  }
}
