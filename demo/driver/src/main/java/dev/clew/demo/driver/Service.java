package dev.clew.demo.driver;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One service in its own JVM under the agent. */
final class Service implements AutoCloseable {

  final String name;
  final int port;
  private final Process process;
  private final List<String> output = new ArrayList<>();

  /**
   * Starts it.
   *
   * @param agentArgs what follows {@code clew-agent.jar=}
   * @param properties Spring properties, {@code key=value}
   */
  Service(String name, File jar, File agent, String agentArgs, List<String> properties)
      throws IOException {
    this.name = name;
    this.port = freePort();
    List<String> command = new ArrayList<>();
    command.add(new File(System.getProperty("java.home"), "bin/java").getPath());
    command.add("-Xmx256m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-javaagent:" + agent + "=" + agentArgs);
    command.add("-jar");
    command.add(jar.getPath());
    command.add("--server.port=" + port);
    properties.forEach(property -> command.add("--" + property));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread reader = new Thread(this::read, name + "-output");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (output) {
          output.add(line);
        }
      }
    } catch (IOException e) {
      // the process ended
    }
  }

  /** Everything it printed so far. */
  List<String> output() {
    synchronized (output) {
      return List.copyOf(output);
    }
  }

  /** Waits until it accepts connections. */
  void awaitStart(long deadlineMillis) throws InterruptedException {
    while (System.currentTimeMillis() < deadlineMillis) {
      if (!process.isAlive()) {
        throw new IllegalStateException(name + " ended:\n" + String.join("\n", output()));
      }
      try (Socket socket = new Socket("127.0.0.1", port)) {
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException(name + " did not start:\n" + String.join("\n", output()));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
