package dev.clew.tests.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import dev.clew.tests.harness.AgentReport;
import dev.clew.tests.harness.AgentSetup;
import dev.clew.tests.harness.Agents;
import dev.clew.tests.harness.Fork;
import dev.clew.tests.harness.ForkedJvm;
import dev.clew.tests.harness.Jdks;
import dev.clew.tests.otlp.OtlpSink;
import dev.clew.tests.otlp.TestSpan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packed agent from premain to the end of the JVM, on a program that sends HTTP requests. */
final class RuntimeTest {

  private final OtlpSink sink = OtlpSink.start();
  private HttpServer upstream;
  private String url;

  @BeforeEach
  void start() throws IOException {
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    upstream.createContext(
        "/",
        exchange -> {
          String parent = exchange.getRequestHeaders().getFirst("traceparent");
          exchange.getResponseHeaders().add("seen-traceparent", String.valueOf(parent));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    upstream.start();
    url = "http://127.0.0.1:" + upstream.getAddress().getPort() + "/work";
  }

  @AfterEach
  void stop() {
    upstream.stop(0);
    sink.close();
  }

  private static Fork fork(int jdk) {
    assumeThat(Jdks.find(jdk)).as("JDK %d", jdk).isPresent();
    return Fork.of(Jdks.require(jdk)).classPath(Applications.folder());
  }

  private ForkedJvm client(int jdk, Consumer<AgentSetup> settings, String... options) {
    return fork(jdk)
        .jvm(options)
        .agent(Agents.clew(), sink, setup -> settings.accept(base(setup)))
        .main("app.Client")
        .start();
  }

  /** Patient on a slow machine; the harness's own plugin is left out. */
  private static AgentSetup base(AgentSetup setup) {
    return setup.set("start.wait", "60s").set("plugins.path", "");
  }

  private static List<String> lines(ForkedJvm jvm, String text) {
    return jvm.out().stream().filter(line -> line.contains(text)).toList();
  }

  /** Sends one request and returns the application's line. */
  private String request(ForkedJvm jvm) {
    int position = jvm.position();
    jvm.write(url);
    return jvm.awaitOut(position, "answer", line -> line.startsWith("answered "));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17, 25})
  void start_nothingMatches_loadsNoSdkAndNoByteCodeLibrary(int jdk) {
    String log = jdk == 8 ? "-verbose:class" : "-Xlog:class+load=info:stdout";
    try (ForkedJvm jvm = client(jdk, setup -> {}, log)) {
      // Also after the time in which the agent keeps quiet there is nothing to load.
      jvm.awaitErr(0, "start line", line -> line.contains(" - Clew "));
      assertThat(jvm.awaitExit()).isZero();
      assertThat(lines(jvm, "dev.clew.runtime.AgentMain")).isNotEmpty();
      assertThat(lines(jvm, "dev.clew.shaded.io.opentelemetry.sdk")).isEmpty();
      assertThat(lines(jvm, "dev.clew.shaded.asm")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17, 25})
  void exit_afterARequest_keepsTheCodeAndSendsTheSpan(int jdk) {
    // The batch would wait an hour: only the flush at the end can send it.
    try (ForkedJvm jvm = client(jdk, setup -> setup.set("exporter.schedule", "1h"))) {
      assertThat(request(jvm)).startsWith("answered 204 00-");
      jvm.write("exit 7");
      assertThat(jvm.awaitExit()).isEqualTo(7);
      TestSpan span = sink.await("client span", s -> s.name().equals("GET"));
      assertThat(span).isNotNull();
      AgentReport report = jvm.report();
      report.assertClean();
      assertThat(report.number("spans.exported")).isEqualTo(1);
      assertThat(jvm.complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17})
  void exit_collectorAcceptsAndIsSilent_endsAllTheSame(int jdk) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ForkedJvm jvm =
            fork(jdk)
                .agent(
                    Agents.clew(),
                    URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                    setup -> base(setup).set("exporter.otlp.timeout", "10m"))
                .main("app.Client")
                .start()) {
      request(jvm);
      jvm.write("exit 3");
      assertThat(jvm.awaitExit()).isEqualTo(3);
      AgentReport report = jvm.report();
      report.assertBalanced();
      assertThat(report.number("spans.exported")).isZero();
      assertThat(report.sum("spans.dropped.")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17, 25})
  void configuration_changedWhileRunning_applies(int jdk) {
    try (ForkedJvm jvm = client(jdk, setup -> {})) {
      assertThat(request(jvm)).endsWith("-03");
      jvm.reconfigure(setup -> setup.set("sampling.mode", "always_off"));
      awaitAnswer(jvm, "-02");
      jvm.reconfigure(setup -> setup.set("plugin.http-url-connection.mode", "off"));
      awaitAnswer(jvm, "null");
      jvm.reconfigure(
          setup ->
              setup.set("plugin.http-url-connection.mode", "on").set("sampling.mode", "always_on"));
      awaitAnswer(jvm, "-03");
      jvm.assertCleanEnd();
    }
  }

  /** Requests go on until one is answered so; the harness's own deadline ends a hopeless wait. */
  private void awaitAnswer(ForkedJvm jvm, String end) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    String answer = request(jvm);
    while (!answer.endsWith(end)) {
      assertThat(System.nanoTime()).as("waiting for %s, got %s", end, answer).isLessThan(deadline);
      answer = request(jvm);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17})
  void configuration_badValueAndUnknownKey_areNamedAndTracingGoesOn(int jdk) {
    Consumer<AgentSetup> bad =
        setup -> setup.set("sampling.ratio", "2").set("sampling.mood", "good");
    try (ForkedJvm jvm = client(jdk, bad)) {
      assertThat(request(jvm)).startsWith("answered 204 00-");
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.complaints())
          .anyMatch(
              l -> l.contains("sampling.ratio=2 (file) is not accepted (a number from 0 to 1"))
          .anyMatch(l -> l.contains("sampling.mood (file); did you mean sampling.mode?"))
          .hasSize(2);
      assertThat(jvm.report().number("log.warnings")).isEqualTo(2);
      assertThat(jvm.report().number("spans.exported")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17, 25})
  void enabledFalse_inTheFile_leavesTheApplicationAlone(int jdk) {
    try (ForkedJvm jvm = client(jdk, setup -> setup.set("enabled", "false"))) {
      assertThat(request(jvm)).isEqualTo("answered 204 null");
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.err()).noneMatch(line -> line.contains("[clew]"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17})
  void startLine_always_tellsWhatRuns(int jdk) {
    try (ForkedJvm jvm = client(jdk, setup -> {})) {
      request(jvm);
      assertThat(jvm.awaitExit()).isZero();
      List<String> lines = jvm.err().stream().filter(l -> l.contains(" - Clew ")).toList();
      assertThat(lines)
          .singleElement()
          .asString()
          .contains(", plugins ")
          .contains("sampler parentbased_always_on")
          .contains("propagators tracecontext,baggage")
          .contains("exporter otlp " + sink.endpoint())
          .contains(" ms, gate so far ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17})
  void securityManager_strictPolicy_spansStillLeave(int jdk) throws IOException {
    Path policy = Files.createTempFile("clew-test", ".policy");
    try {
      Files.writeString(
          policy,
          "grant codeBase \""
              + Applications.folder().toUri()
              + "-\" {\n"
              + "  permission java.net.SocketPermission \"*\", \"connect,resolve\";\n"
              + "  permission java.lang.RuntimePermission \"exitVM.*\";\n};\n");
      try (ForkedJvm jvm =
          client(
              jdk, setup -> {}, "-Djava.security.manager", "-Djava.security.policy==" + policy)) {
        assertThat(request(jvm)).startsWith("answered 204 00-");
        jvm.assertCleanEnd();
        assertThat(jvm.report().number("spans.exported")).isEqualTo(1);
      }
    } finally {
      Files.delete(policy);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void logging_ofTheJdk_isNotInitialisedByTheAgent(int jdk) {
    try (ForkedJvm jvm = client(jdk, setup -> {}, "-Xlog:class+load=info:stdout")) {
      request(jvm);
      assertThat(jvm.awaitExit()).isZero();
      assertThat(lines(jvm, "dev.clew.shaded.io.opentelemetry.sdk")).isNotEmpty();
      assertThat(lines(jvm, "java.util.logging.Log")).isEmpty();
      assertThat(jvm.report().number("spans.exported")).isEqualTo(1);
    }
  }
}
