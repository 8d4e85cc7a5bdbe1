package dev.clew.tests.harness;

import java.nio.file.Path;
import java.util.List;

/**
 * An agent under test: how it is put on a command line. The harness runs any agent that speaks
 * OTLP/HTTP.
 */
public interface Agent {

  /** For the names of cases. */
  String name();

  /** The jar, for {@code -javaagent} or for attaching. */
  Path jar();

  /**
   * Options of the JVM, without {@code -javaagent}; writes configuration files into the set-up's
   * folder.
   */
  List<String> jvmArguments(AgentSetup setup);

  /** What follows {@code jar=}, also when attached; may be empty. */
  String agentArguments(AgentSetup setup);

  /** Rewrites what can change while the application runs; only if {@link #reportsAndReloads}. */
  void update(AgentSetup setup);

  /** Whether plugins have live modes and the JVM ends with a report. */
  boolean reportsAndReloads();
}
