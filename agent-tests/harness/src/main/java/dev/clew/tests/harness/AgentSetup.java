package dev.clew.tests.harness;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a test wants of the agent in one fork. Settings have the keys of {@code agent.properties}.
 */
public final class AgentSetup {

  final Path folder;
  final URI endpoint;
  final Map<String, String> settings = new TreeMap<>();
  final Map<String, String> openTelemetry = new TreeMap<>();

  AgentSetup(Path folder, URI endpoint) {
    this.folder = folder;
    this.endpoint = endpoint;
  }

  /**
   * A Clew setting by its bare key, for instance {@code sampling.mode}. Other agents do not see it.
   */
  public AgentSetup set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** An {@code otel.*} system property; every agent sees it. */
  public AgentSetup openTelemetry(String key, String value) {
    openTelemetry.put(key, value);
    return this;
  }

  Path report() {
    return folder.resolve("report.properties");
  }

  Path configuration() {
    return folder.resolve("agent.properties");
  }
}
