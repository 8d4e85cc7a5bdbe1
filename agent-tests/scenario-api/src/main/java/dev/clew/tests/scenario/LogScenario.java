package dev.clew.tests.scenario;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A logging library in use. */
public abstract class LogScenario extends Scenario {

  /** Ways to append: {@code sync}, {@code async}, ... */
  protected List<String> modes() {
    return Collections.singletonList("sync");
  }

  /**
   * Logs one event at level INFO and waits until its appender has written it.
   *
   * @return the line as an ordinary layout writes it, with the context data {@code
   *     trace_id|span_id|trace_flags|message}, empty where absent
   */
  protected abstract String log(String mode, String message) throws Exception;

  @Override
  protected final List<String> handle(String command, List<String> arguments) throws Exception {
    switch (command) {
      case "modes":
        return modes();
      case "log":
        return Arrays.asList(log(arguments.get(0), arguments.get(1)), Spans.current());
      default:
        throw unknown(command);
    }
  }
}
