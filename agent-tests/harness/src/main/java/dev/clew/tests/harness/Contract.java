package dev.clew.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.otlp.OtlpSink;
import dev.clew.tests.otlp.TestSpan;
import dev.clew.tests.otlp.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.function.Executable;

/**
 * What all plugins of a family promise. One instance runs one {@link Subject}: {@link #start} forks
 * the application, {@link #cases} lists what is checked in it, and at the end the agent's report
 * must be clean.
 */
public abstract class Contract implements AutoCloseable {

  /** Takes the cases of a contract. */
  @FunctionalInterface
  public interface Cases {
    /** Adds a case; cases run in order, all in one application. */
    void add(String name, Executable body);
  }

  private static int ids;

  protected final Subject subject;
  protected final OtlpSink sink = OtlpSink.start();
  private Optional<ScenarioProcess> app = Optional.empty();
  private boolean bridged;

  protected Contract(Subject subject) {
    this.subject = subject;
  }

  /** Lists the cases; the application is running. */
  protected abstract void cases(Cases cases);

  /** Settings of the agent in the main application. */
  protected void configure(AgentSetup setup) {}

  /** Starts what the application needs before it is forked. */
  protected void prepare() throws Exception {}

  /** Adds to the command line of the main application. */
  protected void prepare(Fork fork) {}

  /** Called in the running application before the first case. */
  protected void started() throws Exception {}

  final void start() throws Exception {
    prepare();
    Fork fork = subject.fork().agent(subject.agent(), sink, this::configure);
    prepare(fork);
    app = Optional.of(subject.start(fork, sink));
    bridged = app().bridged();
    if (!bridged) {
      Skips.skip(subject.toString(), "parents: the agent does not bridge the OpenTelemetry API");
    }
    started();
  }

  /** Ends the application: the library was the intended one, nothing leaked, nothing was lost. */
  final void end() throws Exception {
    String libraryClass = subject.option("library-class", "");
    if (!libraryClass.isEmpty() && !subject.expectedJar().isEmpty()) {
      assertThat(app().ask("main.where", libraryClass).get(0))
          .as("the jar of %s", libraryClass)
          .endsWith("/" + subject.expectedJar());
    }
    beforeEnd();
    app().assertCleanEnd();
  }

  /** Called before the application ends. */
  protected void beforeEnd() throws Exception {}

  /** The application. */
  protected final ScenarioProcess app() {
    return app.orElseThrow(() -> new IllegalStateException("not started"));
  }

  /**
   * Skips the running case, listed, where the agent does not answer the application's OpenTelemetry
   * API.
   */
  protected final void needsApplicationSpans() {
    if (!bridged) {
      throw Skips.skip(
          subject.toString(), "the agent does not bridge the application's OpenTelemetry API");
    }
  }

  /** Adds a case if it applies to this subject; says so otherwise. */
  protected final void add(Cases cases, boolean applies, String name, Executable body) {
    if (applies) {
      cases.add(name, body);
    } else {
      System.out.println("          n/a     " + subject + ": " + name);
    }
  }

  /** A text that no other case has. */
  protected static synchronized String unique() {
    return "c" + ++ids;
  }

  /** Whether the agent answers the application's OpenTelemetry API. */
  protected final boolean bridged() {
    return bridged;
  }

  /** Waits until everything that has ended in the application has arrived. */
  protected final void flush() {
    if (bridged) {
      app().flush();
    } else {
      settle(unique());
    }
  }

  /**
   * Makes the family's own last span and waits for it, where the application cannot make spans.
   *
   * @param mark a text that no other span has
   */
  protected void settle(String mark) {
    needsApplicationSpans();
  }

  /**
   * Runs a command in a new root span of the application and returns its reply with the whole
   * trace. Where the application cannot make spans, the command runs without a parent.
   */
  protected final Traced inSpan(String command, String... arguments) {
    if (!bridged) {
      return alone(command, arguments);
    }
    String caller = "caller-" + unique();
    ScenarioProcess.Reply reply = app().call("span:" + caller, command, arguments);
    flush();
    TestSpan parent = sink.await(caller, span -> span.name().equals(caller));
    return new Traced(reply, parent, sink.trace(parent.traceId()));
  }

  private Traced alone(String command, String... arguments) {
    flush();
    int before = sink.spans().size();
    ScenarioProcess.Reply reply = app().call("", command, arguments);
    flush();
    List<TestSpan> received = sink.spans();
    // The last one is the mark.
    List<TestSpan> spans = new ArrayList<>(received.subList(before, received.size() - 1));
    TestSpan caller = TestSpan.absent(spans.isEmpty() ? "" : spans.get(0).traceId());
    spans.add(caller);
    return new Traced(reply, caller, Trace.of(spans));
  }

  /**
   * An answer with the spans that belong to it.
   *
   * @param caller the span around the command
   */
  public record Traced(ScenarioProcess.Reply reply, TestSpan caller, Trace trace) {}

  @Override
  public void close() {
    app.ifPresent(ScenarioProcess::close);
    sink.close();
  }
}
