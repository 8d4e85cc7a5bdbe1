package dev.clew.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The agents the harness knows. */
public final class Agents {

  private Agents() {}

  /**
   * The agent this run tests: system property {@code clew.agent}, {@code clew} or {@code
   * opentelemetry:<version>}.
   */
  public static Agent underTest() {
    String name = System.getProperty("clew.agent", "clew");
    return name.startsWith("opentelemetry:")
        ? openTelemetry(name.substring("opentelemetry:".length()))
        : clew();
  }

  /** The jar of {@link Workspace#agentJar()}, configured by a watched file. */
  public static Agent clew() {
    return new Clew(Workspace.agentJar());
  }

  /** The OpenTelemetry agent of Maven Central, to prove the harness and to compare. */
  public static Agent openTelemetry(String version) {
    return new OpenTelemetry(
        Libraries.file("io.opentelemetry.javaagent:opentelemetry-javaagent:" + version), version);
  }

  private static List<String> properties(Map<String, String> properties) {
    List<String> arguments = new ArrayList<>();
    properties.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
    return arguments;
  }

  private record Clew(Path jar) implements Agent {

    @Override
    public String name() {
      return "clew";
    }

    @Override
    public List<String> jvmArguments(AgentSetup setup) {
      update(setup);
      return properties(setup.openTelemetry);
    }

    @Override
    public String agentArguments(AgentSetup setup) {
      return "config.file=" + setup.configuration();
    }

    @Override
    public void update(AgentSetup setup) {
      Properties file = new Properties();
      file.setProperty("service.name", "application");
      file.setProperty("exporter", "otlp");
      file.setProperty("exporter.otlp.endpoint", setup.endpoint.toString());
      file.setProperty("exporter.schedule", "20ms");
      file.setProperty("config.poll", "50ms");
      file.setProperty("report.file", setup.report().toString());
      file.setProperty("plugins.path", scenarioSpans().toString());
      file.putAll(setup.settings);
      Path temporary = setup.folder.resolve("agent.properties.new");
      try {
        try (Writer out = Files.newBufferedWriter(temporary)) {
          file.store(out, null);
        }
        // By rename: the agent sees the old file or the new one, nothing between.
        Files.move(temporary, setup.configuration(), StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The test plugin that gives scenarios parents; it is an external plugin like any other. */
    private static Path scenarioSpans() {
      return Workspace.root().resolve("agent-tests/scenario-spans/target/classes");
    }

    @Override
    public boolean reportsAndReloads() {
      return true;
    }
  }

  private record OpenTelemetry(Path jar, String version) implements Agent {

    @Override
    public String name() {
      return "opentelemetry-" + version;
    }

    @Override
    public List<String> jvmArguments(AgentSetup setup) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "-Dotel.service.name=application",
                  "-Dotel.exporter.otlp.endpoint=" + setup.endpoint,
                  "-Dotel.exporter.otlp.protocol=http/protobuf",
                  "-Dotel.metrics.exporter=none",
                  "-Dotel.logs.exporter=none",
                  "-Dotel.bsp.schedule.delay=20",
                  "-Dotel.semconv-stability.opt-in=database"));
      arguments.addAll(properties(setup.openTelemetry));
      return arguments;
    }

    @Override
    public String agentArguments(AgentSetup setup) {
      return "";
    }

    @Override
    public void update(AgentSetup setup) {
      throw new UnsupportedOperationException("fixed at start");
    }

    @Override
    public boolean reportsAndReloads() {
      return false;
    }
  }
}
