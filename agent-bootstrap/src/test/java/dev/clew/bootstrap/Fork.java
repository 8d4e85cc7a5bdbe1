package dev.clew.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a command to its end. */
final class Fork {

  private static final int LIMIT_SECONDS = 120;

  private final List<String> command = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();

  Fork(String... command) {
    with(command);
  }

  Fork with(String... arguments) {
    command.addAll(List.of(arguments));
    return this;
  }

  Fork env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** What came out; a process that does not end is killed and fails the test. */
  Result run() throws Exception {
    Process process = start();
    process.getOutputStream().close();
    return end(process);
  }

  Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    builder.directory(new File(System.getProperty("java.io.tmpdir")));
    return builder.start();
  }

  static Result end(Process process) throws Exception {
    CompletableFuture<String> err =
        CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    CompletableFuture<String> out =
        CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    Result result = new Result(ended ? process.exitValue() : -1, out.get(), err.get());
    assertThat(ended).as("ends: %s", result).isTrue();
    return result;
  }

  private static String text(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  record Result(int exit, String out, String err) {

    /** The values that the test's AgentMain printed. */
    Map<String, String> facts() {
      Map<String, String> facts = new LinkedHashMap<>();
      for (String line : err.split("\n")) {
        int equals = line.indexOf('=');
        if (line.startsWith("fact ") && equals > 0) {
          facts.put(line.substring("fact ".length(), equals), line.substring(equals + 1));
        }
      }
      return facts;
    }
  }
}
