package dev.clew.tests.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.harness.AgentSetup;
import dev.clew.tests.harness.Subject;
import dev.clew.tests.servers.HttpUpstream.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The plugin's modes, switched through the watched configuration file while requests run; it starts
 * switched off.
 */
final class HttpClientSwitching extends ClientCalls {

  private static final long DEADLINE_NANOS = 20_000_000_000L;
  private static final String TRACE = "abcdef0123456789abcdef0123456789";
  private static final String PARENT = "00000000000000cc";

  /** Sent while the plugin made no spans. */
  private final List<Request> silent = new ArrayList<>();

  HttpClientSwitching(Subject subject) {
    super(subject);
  }

  @Override
  protected void configure(AgentSetup setup) {
    setup.set(modeKey(), "off");
  }

  @Override
  protected void cases(Cases cases) {
    String mode = modes.get(0);
    cases.add("off at start: no header, no span", () -> off(mode, true));
    cases.add("on, under load", () -> underLoad(mode, "on", this::on));
    cases.add(
        "propagate, under load: header of the caller, no span",
        () -> underLoad(mode, "propagate", this::propagate));
    cases.add("on again, under load", () -> underLoad(mode, "on", this::on));
    cases.add("off, under load", () -> underLoad(mode, "off", m -> off(m, false)));
    cases.add("on once more", () -> underLoad(mode, "on", this::on));
  }

  @FunctionalInterface
  private interface Phase {
    void check(String mode);
  }

  private void underLoad(String mode, String pluginMode, Phase phase) {
    app().ask("load", request(mode, "GET", upstream.url("/status/200/load"), 0));
    List<String> load;
    try {
      app().jvm().reconfigure(setup -> setup.set(modeKey(), pluginMode));
      phase.check(mode);
    } finally {
      load = app().ask("unload");
    }
    assertThat(load.get(1)).as("failed requests; first: %s", load.get(2)).isEqualTo("0");
    assertThat(Integer.parseInt(load.get(0))).as("requests under load").isPositive();
  }

  private void off(String mode, boolean fromStart) {
    Request settled =
        fromStart
            ? send(mode)
            : sendUntil(mode, request -> request.header("traceparent").isEmpty());
    assertThat(settled.header("traceparent")).isEmpty();
    silent.add(settled);
  }

  private void on(String mode) {
    String start = bridged() ? "00-" + TRACE : "00-";
    Request settled =
        sendUntil(mode, request -> hasOwnSpan(request) && header(request).startsWith(start));
    sink.await("client span", span -> span.text("url.full").endsWith(settled.path()));
    flush(); // what ended while the plugin was off would have arrived before
    assertThat(silent).allSatisfy(request -> assertThat(spans(request)).isZero());
  }

  private void propagate(String mode) {
    needsApplicationSpans();
    String header = "00-" + TRACE + "-" + PARENT + "-01";
    silent.add(sendUntil(mode, request -> header(request).startsWith(header)));
  }

  private static boolean hasOwnSpan(Request request) {
    return !header(request).isEmpty() && !header(request).contains(PARENT);
  }

  private static String header(Request request) {
    return request.header("traceparent");
  }

  private long spans(Request request) {
    return sink.spans().stream()
        .filter(span -> span.text("url.full").endsWith(request.path()))
        .count();
  }

  private Request sendUntil(String mode, Predicate<Request> condition) {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    while (true) {
      Request request = send(mode);
      if (condition.test(request)) {
        return request;
      }
      assertThat(System.nanoTime())
          .as("the switch did not work; last request %s", request)
          .isLessThan(deadline);
    }
  }

  private Request send(String mode) {
    String path = path("/status/200");
    String parent = bridged() ? "00-" + TRACE + "-" + PARENT + "-01" : "";
    app().call(parent, "send", request(mode, "GET", upstream.url(path), 0)).expectOk();
    return upstream.requests(path).get(0);
  }

  private String modeKey() {
    return "plugin." + subject.pluginName() + ".mode";
  }
}
