package dev.clew.tests.harness;

import dev.clew.tests.otlp.OtlpSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What one run of a contract tests: a plugin with a version of its library on a JDK under an agent.
 */
public record Subject(PluginUnderTest plugin, VersionSet versions, int jdkVersion, Agent agent) {

  /** The plugin's name: the directive {@code plugin}, else its folder. */
  public String pluginName() {
    return plugin.directive("plugin", plugin.name());
  }

  /** An option of the version line, else the directive of the same name, else the default. */
  public String option(String key, String otherwise) {
    return versions.option(key, plugin.directive(key, otherwise));
  }

  /**
   * A JVM with the library, its scenario and the OpenTelemetry API on the class path; no agent yet.
   */
  public Fork fork() {
    Fork fork = Fork.of(Jdks.require(jdkVersion)).classPath(classPath());
    String options = option("jvm", "");
    return options.isEmpty() ? fork : fork.jvm(options.split(","));
  }

  /** Starts the scenario with the agent on the command line. */
  public ScenarioProcess start(OtlpSink sink, Consumer<AgentSetup> settings) {
    return start(fork().agent(agent, sink, settings), sink);
  }

  /** Starts the scenario in a prepared JVM. */
  public ScenarioProcess start(Fork fork, OtlpSink sink) {
    String scenario = option("scenario", "");
    if (scenario.isEmpty()) {
      throw new IllegalStateException(
          "plugins/" + plugin.name() + "/versions.txt lacks 'scenario:'");
    }
    return ScenarioProcess.start(fork, sink, scenario);
  }

  /**
   * The jar of the library under test, as the JVM must name it; empty when the library is the JDK.
   */
  public String expectedJar() {
    return versions.coordinates().isEmpty() ? "" : libraries().get(0).getFileName().toString();
  }

  /** Whether this is the newest version of its group, for cases that one version is enough for. */
  public boolean newest() {
    List<VersionSet> group =
        plugin.versions().stream()
            .filter(line -> line.group().equals(versions.group()))
            .filter(line -> !line.label().equals("incompatible"))
            .toList();
    VersionSet newest =
        group.stream()
            .filter(line -> line.label().equals("newest"))
            .findFirst()
            .orElse(group.get(group.size() - 1));
    return newest.coordinates().equals(versions.coordinates())
        && newest.options().equals(versions.options());
  }

  private List<Path> classPath() {
    List<Path> classPath = new ArrayList<>();
    classPath.add(ScenarioCompiler.classes(plugin, versions));
    classPath.add(ScenarioCompiler.scenarioApi());
    classPath.addAll(libraries());
    boolean hasApi =
        classPath.stream()
            .anyMatch(path -> path.getFileName().toString().startsWith("opentelemetry-api-1"));
    if (!hasApi) {
      classPath.addAll(Libraries.resolve(ScenarioCompiler.OPENTELEMETRY_API));
    }
    return classPath;
  }

  private List<Path> libraries() {
    return Libraries.resolve(versions.coordinates(), ScenarioCompiler.exclusions(versions));
  }

  @Override
  public String toString() {
    return plugin.name() + " " + versions + " jdk" + jdkVersion;
  }
}
