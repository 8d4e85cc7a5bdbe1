package dev.clew.tests.harness;

import dev.clew.tests.otlp.OtlpSink;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds a command line and starts a JVM. By default small and quick to start; variables of the
 * environment that configure a JVM or an agent are not inherited.
 */
public final class Fork {

  private final Jdk jdk;
  private final List<Path> classPath = new ArrayList<>();
  private final List<Path> modulePath = new ArrayList<>();
  private final List<String> jvm =
      new ArrayList<>(
          List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Xshare:auto"));
  private final List<String> main = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private final Path folder;
  private @Nullable Agent agent;
  private @Nullable AgentSetup setup;
  private boolean attachLater;
  private @Nullable Path workingFolder;
  private @Nullable Path launcher;

  private Fork(Jdk jdk) {
    this.jdk = jdk;
    try {
      this.folder = Files.createTempDirectory("clew-fork");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JVM of this JDK. */
  public static Fork of(Jdk jdk) {
    return new Fork(jdk);
  }

  /** Adds to the class path. */
  public Fork classPath(List<Path> entries) {
    classPath.addAll(entries);
    return this;
  }

  /** Adds to the class path. */
  public Fork classPath(Path... entries) {
    return classPath(Arrays.asList(entries));
  }

  /** Adds to the module path. */
  public Fork modulePath(Path... entries) {
    modulePath.addAll(Arrays.asList(entries));
    return this;
  }

  /** Adds options of the JVM; later ones win over the defaults. */
  public Fork jvm(String... options) {
    jvm.addAll(Arrays.asList(options));
    return this;
  }

  /** The main class, {@code -jar file} or {@code -m module/class}, and its arguments. */
  public Fork main(String... classAndArguments) {
    main.addAll(Arrays.asList(classAndArguments));
    return this;
  }

  /** Sets a variable of the environment. */
  public Fork environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs in this folder instead of a temporary one. */
  public Fork workingFolder(Path path) {
    workingFolder = path;
    return this;
  }

  /** Starts this executable instead of the JDK's, for instance that of a jlink image. */
  public Fork launcher(Path path) {
    launcher = path;
    return this;
  }

  /** Puts an agent on the command line that exports to the sink. */
  public Fork agent(Agent agent, OtlpSink sink, Consumer<AgentSetup> settings) {
    return agent(agent, sink.endpoint(), settings);
  }

  /** Puts an agent on the command line that exports to an OTLP/HTTP base URL. */
  public Fork agent(Agent agent, URI endpoint, Consumer<AgentSetup> settings) {
    this.agent = agent;
    setup = new AgentSetup(folder, endpoint);
    settings.accept(setup);
    return this;
  }

  /**
   * The agent is configured but not on the command line: {@link ForkedJvm#attach()} brings it
   * later.
   */
  public Fork attachLater() {
    attachLater = true;
    return this;
  }

  /** A folder of this JVM's own; removed when it is closed. */
  public Path folder() {
    return folder;
  }

  /** The command line, for tests that start it in another way. */
  public List<String> command() {
    List<String> command = new ArrayList<>();
    command.add((launcher == null ? jdk.java() : launcher).toString());
    command.addAll(jvm);
    command.add("-Djava.io.tmpdir=" + folder);
    if (agent != null && setup != null) {
      command.addAll(agent.jvmArguments(setup));
      if (!attachLater) {
        String arguments = agent.agentArguments(setup);
        command.add("-javaagent:" + agent.jar() + (arguments.isEmpty() ? "" : "=" + arguments));
      } else if (jdk.version() >= 21) {
        command.add("-XX:+EnableDynamicAgentLoading");
      }
    }
    if (!classPath.isEmpty()) {
      command.addAll(List.of("-cp", join(classPath)));
    }
    if (!modulePath.isEmpty()) {
      command.addAll(List.of("-p", join(modulePath)));
    }
    command.addAll(main);
    return command;
  }

  /** Starts the JVM. */
  public ForkedJvm start() {
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.directory((workingFolder == null ? folder : workingFolder).toFile());
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.startsWith("JAVA_")
                    || name.startsWith("_JAVA")
                    || name.startsWith("JDK_JAVA")
                    || name.startsWith("OTEL_")
                    || name.startsWith("CLEW_"));
    builder.environment().putAll(environment);
    try {
      return new ForkedJvm(builder.start(), folder, agent, setup);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String join(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
