package dev.clew.tests.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.harness.AgentSetup;
import dev.clew.tests.harness.Subject;

/** The plugin's modes, switched through the watched configuration file; it starts switched off. */
final class DbSwitching extends DbCalls {

  private static final long DEADLINE_NANOS = 20_000_000_000L;
  private static final String SELECT = "SELECT name FROM " + TABLE + " WHERE id = 1";

  DbSwitching(Subject subject) {
    super(subject);
  }

  @Override
  protected void configure(AgentSetup setup) {
    setup.set(modeKey(), "off");
  }

  @Override
  protected void cases(Cases cases) {
    cases.add("off at start", () -> assertThat(spans()).isZero());
    cases.add("on", () -> switchTo("on", 1));
    cases.add("propagate: no span", () -> switchTo("propagate", 0));
    cases.add("on again", () -> switchTo("on", 1));
    cases.add("off", () -> switchTo("off", 0));
  }

  private void switchTo(String mode, int expected) {
    app().jvm().reconfigure(setup -> setup.set(modeKey(), mode));
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    while (spans() != expected) {
      assertThat(System.nanoTime()).as("the switch to %s did not work", mode).isLessThan(deadline);
    }
  }

  private int spans() {
    needsApplicationSpans();
    Traced traced = inSpan("statement", SELECT);
    traced.reply().expectOk();
    return traced.trace().ofKind("CLIENT").size();
  }

  private String modeKey() {
    return "plugin." + subject.pluginName() + ".mode";
  }
}
