package dev.clew.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.otlp.OtlpSink;
import dev.clew.tests.scenario.ScenarioMain;
import dev.clew.tests.scenario.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A forked application that runs a scenario and answers commands. Used by one thread. */
public final class ScenarioProcess implements AutoCloseable {

  private final ForkedJvm jvm;
  private final OtlpSink sink;
  private int commands;

  private ScenarioProcess(ForkedJvm jvm, OtlpSink sink) {
    this.jvm = jvm;
    this.sink = sink;
    jvm.awaitOut(0, "start", line -> line.startsWith(Wire.ANSWER));
  }

  /** Starts the scenario; class path and agent are set on the fork. */
  public static ScenarioProcess start(Fork fork, OtlpSink sink, String scenario) {
    ForkedJvm jvm = fork.main(ScenarioMain.class.getName(), scenario).start();
    try {
      return new ScenarioProcess(jvm, sink);
    } catch (Throwable e) {
      jvm.close();
      throw e;
    }
  }

  /**
   * Runs a command below a parent and waits for its answer.
   *
   * @param parent empty, {@code span:<name>} for a new root span of the application, or a
   *     traceparent for a remote parent
   */
  public Reply call(String parent, String command, String... arguments) {
    String id = String.valueOf(++commands);
    List<String> fields = new ArrayList<>(List.of(id, parent, command));
    fields.addAll(Arrays.asList(arguments));
    String start = Wire.ANSWER + "\t" + id + "\t";
    int from = jvm.position();
    jvm.write(Wire.encode(fields));
    String line =
        jvm.awaitOut(from, "answer to " + command, candidate -> candidate.startsWith(start));
    List<String> answer = Wire.decode(line);
    return new Reply(answer.get(2).equals("ok"), answer.subList(3, answer.size()));
  }

  /** Runs a command that must succeed; returns its fields. */
  public List<String> ask(String command, String... arguments) {
    return call("", command, arguments).expectOk();
  }

  /** Whether the agent answers the OpenTelemetry API in the application. */
  public boolean bridged() {
    return ask("main.bridged").get(0).equals("true");
  }

  /**
   * Waits until everything that ended before in this JVM has been exported: sends a span and waits
   * for it.
   */
  public void flush() {
    String mark = "mark-" + ++commands;
    ask("main.mark", mark);
    sink.await("flush mark", span -> span.name().equals(mark));
  }

  /** The JVM. */
  public ForkedJvm jvm() {
    return jvm;
  }

  /** Ends the application and checks that the agent left nothing behind. */
  public void assertCleanEnd() {
    jvm.assertCleanEnd();
    assertThat(sink.problems()).as("invalid exports").isEmpty();
  }

  @Override
  public void close() {
    jvm.close();
  }

  /**
   * An answer.
   *
   * @param fields of a failure: class, message, stack trace
   */
  public record Reply(boolean ok, List<String> fields) {

    /** The fields of a success; fails with the application's stack trace otherwise. */
    public List<String> expectOk() {
      assertThat(ok).as("the application failed: %s", fields).isTrue();
      return fields;
    }

    /** The class of the exception; fails if there was none. */
    public String expectError() {
      assertThat(ok).as("expected a failure, got %s", fields).isFalse();
      return fields.get(0);
    }
  }
}
