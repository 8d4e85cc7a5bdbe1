package dev.clew.tests.httpserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.harness.AgentSetup;
import dev.clew.tests.harness.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The plugin's modes, switched through the watched configuration file under load; it starts
 * switched off.
 */
final class HttpServerSwitching extends ServerCalls {

  private static final long DEADLINE_NANOS = 20_000_000_000L;
  private static final String NOTHING = "00-00000000000000000000000000000000";

  HttpServerSwitching(Subject subject) {
    super(subject);
  }

  @Override
  protected void configure(AgentSetup setup) {
    for (String plugin : plugins()) {
      setup.set("plugin." + plugin + ".mode", "off");
    }
  }

  /**
   * The plugin and those that make the same spans, for instance a container beside a servlet
   * plugin.
   */
  private List<String> plugins() {
    String others = subject.option("with-plugins", "");
    List<String> plugins = new ArrayList<>(List.of(subject.pluginName()));
    if (!others.isEmpty()) {
      plugins.addAll(List.of(others.split(",")));
    }
    return plugins;
  }

  @Override
  protected void cases(Cases cases) {
    cases.add("off at start: no span", this::offAtStart);
    cases.add("on, under load", () -> underLoad("on", this::on));
    cases.add(
        "propagate, under load: the remote context, no span",
        () -> underLoad("propagate", this::propagate));
    cases.add("on again, under load", () -> underLoad("on", this::on));
    cases.add("off, under load", () -> underLoad("off", this::off));
    cases.add("on once more", () -> underLoad("on", this::on));
  }

  private void underLoad(String mode, Runnable check) throws InterruptedException {
    needsApplicationSpans();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger good = new AtomicInteger();
    AtomicInteger bad = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread thread = new Thread(() -> load(stop, good, bad));
      thread.start();
      threads.add(thread);
    }
    try {
      app()
          .jvm()
          .reconfigure(setup -> plugins().forEach(p -> setup.set("plugin." + p + ".mode", mode)));
      check.run();
    } finally {
      stop.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(bad).as("failed requests").hasValue(0);
    assertThat(good.get()).as("requests under load").isPositive();
  }

  private void load(AtomicBoolean stop, AtomicInteger good, AtomicInteger bad) {
    while (!stop.get()) {
      (get("/ok?case=load").statusCode() == 200 ? good : bad).incrementAndGet();
    }
  }

  private void offAtStart() {
    needsApplicationSpans();
    Caller caller = Caller.create(true);
    assertThat(inHandler(caller)).startsWith(NOTHING);
    app().flush();
    assertThat(sink.trace(caller.traceId()).spans()).isEmpty();
  }

  private void off() {
    Caller caller = until(body -> body.startsWith(NOTHING));
    app().flush();
    assertThat(sink.trace(caller.traceId()).spans()).isEmpty();
  }

  private void on() {
    Caller caller =
        until(body -> body.startsWith("00-c0ffee") && !body.contains("00000000000000ca"));
    sink.await("server span", span -> isServer(span, caller.traceId()));
  }

  private void propagate() {
    Caller caller =
        until(body -> body.startsWith("00-c0ffee") && body.contains("00000000000000ca"));
    app().flush();
    assertThat(sink.trace(caller.traceId()).spans()).isEmpty();
  }

  private String inHandler(Caller caller) {
    return get("/ok", "traceparent", caller.header()).body();
  }

  private Caller until(Predicate<String> condition) {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    while (true) {
      Caller caller = Caller.create(true);
      String body = inHandler(caller);
      if (condition.test(body)) {
        return caller;
      }
      assertThat(System.nanoTime())
          .as("the switch did not work; last context %s", body)
          .isLessThan(deadline);
    }
  }
}
