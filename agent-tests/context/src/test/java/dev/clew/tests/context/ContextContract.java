package dev.clew.tests.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.harness.Contract;
import dev.clew.tests.harness.Subject;
import dev.clew.tests.otlp.TestSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * What every hop between threads promises: the submitter's context, nobody else's, and nothing
 * afterwards.
 */
final class ContextContract extends Contract {

  private static final String NOTHING = "00-00000000000000000000000000000000-0000000000000000-00";

  private List<String> hops = List.of();

  ContextContract(Subject subject) {
    super(subject);
  }

  @Override
  protected void started() {
    hops = app().ask("hops");
  }

  @Override
  protected void cases(Cases cases) {
    for (String hop : hops) {
      if (app().ask("carries", hop).get(0).equals("true")) {
        cases.add(hop + " carries the submitter's span", () -> carries(hop));
        cases.add(hop + " carries it after the submitting span has ended", () -> endedFirst(hop));
        cases.add(hop + " does not mix two submitters", () -> twoSubmitters(hop));
        cases.add(hop + " carries an unsampled context", () -> unsampled(hop));
      } else {
        cases.add(hop + " carries nothing", () -> carriesNot(hop));
      }
      cases.add(
          hop + " from no context: a thread keeps nothing of earlier tasks", () -> nothing(hop));
    }
  }

  private void carries(String hop) {
    String child = unique();
    Traced traced = inSpan("hop", hop, child);
    List<String> answer = traced.reply().expectOk();
    assertThat(answer.get(1)).as("current in the task").isEqualTo(answer.get(0));
    assertThat(traced.trace().named(child).isChildOf(traced.caller()))
        .as("%s", traced.trace())
        .isTrue();
  }

  private void carriesNot(String hop) {
    String child = unique();
    Traced traced = inSpan("hop", hop, child);
    assertThat(traced.reply().expectOk().get(1)).as("current in the task").isEqualTo(NOTHING);
    assertThat(sink.await(child, span -> span.name().equals(child)).parentSpanId()).isEmpty();
  }

  private void endedFirst(String hop) {
    String child = unique();
    Traced traced = inSpan("start-hop", hop, child);
    app().ask("await");
    TestSpan span = sink.await(child, s -> s.name().equals(child));
    assertThat(span.isChildOf(traced.caller())).isTrue();
  }

  private void twoSubmitters(String hop) {
    needsApplicationSpans();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 6; i++) { // all are under way before the first is waited for
      String name = unique();
      names.add(name);
      app().call("span:caller-" + name, "start-hop", hop, name).expectOk();
    }
    app().ask("await");
    for (String name : names) {
      TestSpan caller = sink.await(name, span -> span.name().equals("caller-" + name));
      TestSpan child = sink.await(name, span -> span.name().equals(name));
      assertThat(child.isChildOf(caller)).as(name).isTrue();
    }
  }

  private void unsampled(String hop) {
    needsApplicationSpans();
    String trace = "badcafe0badcafe0badcafe0badcafe0";
    List<String> answer =
        app().call("00-" + trace + "-00000000000000ee-00", "hop", hop, unique()).expectOk();
    assertThat(answer.get(1)).as("current in the task").startsWith("00-" + trace);
    app().flush();
    assertThat(sink.trace(trace).spans()).isEmpty();
  }

  private void nothing(String hop) {
    needsApplicationSpans();
    inSpan("hop", hop, unique());
    String child = unique();
    List<String> answer = app().ask("hop", hop, child);
    assertThat(answer.get(1)).as("current in the task").isEqualTo(NOTHING);
    assertThat(sink.await(child, span -> span.name().equals(child)).parentSpanId()).isEmpty();
  }
}
