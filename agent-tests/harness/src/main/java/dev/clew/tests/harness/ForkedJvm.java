package dev.clew.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that runs or has ended. Closing kills what is left of it, with its descendants, and removes
 * its folder.
 */
public final class ForkedJvm implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(120);

  private final Process process;
  private final Path folder;
  private final @Nullable Agent agent;
  private final @Nullable AgentSetup setup;
  private final Output out;
  private final Output err;

  ForkedJvm(Process process, Path folder, @Nullable Agent agent, @Nullable AgentSetup setup) {
    this.process = process;
    this.folder = folder;
    this.agent = agent;
    this.setup = setup;
    this.out = new Output(process.getInputStream(), "out-" + process.pid());
    this.err = new Output(process.getErrorStream(), "err-" + process.pid());
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** The folder of this JVM. */
  public Path folder() {
    return folder;
  }

  /** Lines of standard output so far. */
  public List<String> out() {
    return out.lines();
  }

  /** Lines of standard error so far. */
  public List<String> err() {
    return err.lines();
  }

  /** Writes a line to standard input. */
  public void write(String line) {
    OutputStream in = process.getOutputStream();
    try {
      in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      throw new AssertionError("The JVM has ended: " + describe(), e);
    }
  }

  /** Waits for a line of standard output, at or after a position. */
  public String awaitOut(int from, String what, Predicate<String> condition) {
    try {
      return out.await(from, condition, DEADLINE)
          .orElseThrow(
              () -> {
                threadDump();
                return new AssertionError("No " + what + " from the JVM: " + describe());
              });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Waits for a line of standard error, at or after a position. */
  public String awaitErr(int from, String what, Predicate<String> condition) {
    try {
      return err.await(from, condition, DEADLINE)
          .orElseThrow(
              () -> {
                threadDump();
                return new AssertionError("No " + what + " from the JVM: " + describe());
              });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** How many lines of standard output there are. */
  public int position() {
    return out.size();
  }

  /**
   * Closes standard input, waits for the end and returns the exit code; a JVM that does not end is
   * killed.
   */
  public int awaitExit() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // it has already ended
    }
    try {
      if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        threadDump();
        kill();
        throw new AssertionError("The JVM does not end: " + describe());
      }
      out.join(DEADLINE);
      err.join(DEADLINE);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Attaches the agent by process id. */
  public void attach() {
    if (agent == null || setup == null) {
      throw new IllegalStateException("no agent configured");
    }
    try {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid()));
      try {
        load(machine, agent.jar().toString(), agent.agentArguments(setup));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException
        | IOException
        | AgentLoadException
        | AgentInitializationException e) {
      throw new AssertionError("Cannot attach: " + describe(), e);
    }
  }

  private static void load(VirtualMachine machine, String jar, String arguments)
      throws IOException, AgentLoadException, AgentInitializationException {
    try {
      machine.loadAgent(jar, arguments);
    } catch (AgentLoadException e) {
      if (!"0"
          .equals(e.getMessage())) { // how JDK 8 says success, which newer JDKs do not understand
        throw e;
      }
    }
  }

  /** Changes the agent's configuration file; the agent notices by itself. */
  public void reconfigure(Consumer<AgentSetup> change) {
    if (agent == null || setup == null) {
      throw new IllegalStateException("no agent configured");
    }
    change.accept(setup);
    agent.update(setup);
  }

  /** What the agent wrote at the end. */
  public AgentReport report() {
    if (setup == null) {
      throw new IllegalStateException("no agent configured");
    }
    assertThat(setup.report()).as("report of the agent; %s", describe()).exists();
    return AgentReport.read(setup.report());
  }

  /** Waits for the end and checks exit code, report and the agent's log lines. */
  public void assertCleanEnd() {
    assertThat(awaitExit()).as("exit code; %s", describe()).isZero();
    if (agent != null && agent.reportsAndReloads()) {
      assertThat(complaints()).as("complaints of the agent").isEmpty();
      report().assertClean();
    }
  }

  /** Lines of the agent on standard error that are not at level INFO or below. */
  public List<String> complaints() {
    return err().stream()
        .filter(line -> line.contains("[clew]"))
        .filter(
            line -> !line.contains("INFO") && !line.contains("DEBUG") && !line.contains("TRACE"))
        .toList();
  }

  /** Exit code and the last lines, for messages. */
  public String describe() {
    return (process.isAlive() ? "running" : "exit code " + process.exitValue())
        + "\n--- out\n"
        + tail(out())
        + "\n--- err\n"
        + tail(err());
  }

  private static String tail(List<String> lines) {
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 120), lines.size()));
  }

  /** Makes the JVM print its threads, so that a hang can be explained. */
  private void threadDump() {
    try {
      Process signal = new ProcessBuilder("kill", "-QUIT", String.valueOf(pid())).start();
      signal.waitFor(2, TimeUnit.SECONDS);
      out.await(
          0,
          line -> line.startsWith("Heap") || line.startsWith("JNI global ref"),
          Duration.ofSeconds(2));
    } catch (IOException e) {
      // no such tool on this system: the message lacks the dump
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    delete(folder);
  }

  static void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
