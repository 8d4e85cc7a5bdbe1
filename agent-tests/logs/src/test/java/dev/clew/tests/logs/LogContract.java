package dev.clew.tests.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.harness.Contract;
import dev.clew.tests.harness.Subject;
import java.util.List;

/** Ids in log lines are those of the span that was current when the event was created. */
final class LogContract extends Contract {

  private List<String> modes = List.of();

  LogContract(Subject subject) {
    super(subject);
  }

  @Override
  protected void started() {
    modes = app().ask("modes");
  }

  @Override
  protected void cases(Cases cases) {
    for (String mode : modes) {
      cases.add(mode + " in a span", () -> inSpan(mode));
      cases.add(mode + " outside: nothing is added", () -> outside(mode));
      cases.add(mode + " unsampled context: ids, flags 00", () -> unsampled(mode));
      cases.add(mode + " inside and outside in turn", () -> inTurn(mode));
    }
  }

  private void inSpan(String mode) {
    Traced traced = inSpan("log", mode, "message");
    List<String> answer = traced.reply().expectOk();
    assertThat(answer.get(0)).isEqualTo(line(answer.get(1)));
    assertThat(answer.get(0))
        .contains(traced.caller().traceId())
        .contains(traced.caller().spanId());
  }

  private void outside(String mode) {
    assertThat(app().ask("log", mode, "message").get(0)).isEqualTo("|||message");
  }

  private void unsampled(String mode) {
    needsApplicationSpans();
    String trace = "0badbeef0badbeef0badbeef0badbeef";
    List<String> answer =
        app().call("00-" + trace + "-00000000000000ff-00", "log", mode, "message").expectOk();
    assertThat(answer.get(0)).isEqualTo(trace + "|00000000000000ff|00|message");
  }

  private void inTurn(String mode) {
    for (int i = 0; i < 5; i++) {
      inSpan(mode);
      outside(mode);
    }
  }

  /** The line for a traceparent. */
  private static String line(String traceparent) {
    String[] parts = traceparent.split("-");
    return parts[1] + "|" + parts[2] + "|" + parts[3] + "|message";
  }
}
