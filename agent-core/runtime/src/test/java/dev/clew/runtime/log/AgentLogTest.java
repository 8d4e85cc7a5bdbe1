package dev.clew.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class AgentLogTest {

  private static final String LINE =
      "\\[clew] \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ";

  @TempDir Path folder;
  private final Logger log = LoggerFactory.getLogger("dev.clew.some.Subject");
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private PrintStream before;

  @BeforeEach
  void capture() {
    AgentLog.reset();
    before = AgentLog.standardError();
    AgentLog.standardError(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    AgentLog.reset();
    AgentLog.standardError(before);
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void provider_serviceFile_isOurs() {
    assertThat(log).isInstanceOf(AgentLogger.class);
  }

  @Test
  void line_withArguments_hasTheFormat() {
    log.info("{} of {}", 3, "four");
    assertThat(text()).matches(LINE + "INFO Subject - 3 of four\\R");
  }

  @Test
  void line_withError_printsTheStackBelow() {
    log.warn("failed", new IllegalStateException("why"));
    assertThat(text()).contains("WARN Subject - failed").contains("IllegalStateException: why");
  }

  @Test
  void line_withInputOutputError_namesItWithoutAStack() {
    log.warn("export failed", new java.net.ConnectException("refused"));
    assertThat(text()).matches(LINE + "WARN Subject - export failed \\(ConnectException\\)\\R");
    AgentLog.level("debug");
    log.warn("export failed again", new java.net.ConnectException("refused"));
    assertThat(text()).contains("ConnectException: refused");
  }

  @Test
  void line_breaksInTheMessage_stayOneLine() {
    log.info("a\nb\r\u001b[31mc");
    assertThat(text().lines()).hasSize(1);
    assertThat(text()).contains("a b  [31mc");
  }

  @Test
  void level_changed_appliesAtOnce() {
    log.debug("hidden");
    AgentLog.level("debug");
    log.debug("shown");
    AgentLog.level("off");
    log.error("counted only");
    assertThat(text()).contains("shown").doesNotContain("hidden").doesNotContain("counted only");
    assertThat(AgentLog.warnings()).isEqualTo(1);
  }

  @Test
  void warning_sameCause_isWrittenOnceAndAllAreCounted() {
    for (int i = 0; i < 50; i++) {
      log.warn("export failed after {} ms", i);
    }
    log.warn("something else");
    assertThat(text().lines()).hasSize(2);
    assertThat(AgentLog.warnings()).isEqualTo(51);
  }

  @Test
  void rateLimit_afterThePeriod_tellsHowManyWereHeldBack() {
    RateLimit limit = new RateLimit(1000);
    assertThat(limit.admit("a", "cause", 5000)).isZero();
    assertThat(limit.admit("a", "cause", 5500)).isEqualTo(-1);
    assertThat(limit.admit("a", "cause", 5999)).isEqualTo(-1);
    assertThat(limit.admit("a", "cause", 6000)).isEqualTo(2);
    assertThat(limit.admit("a", "cause", 10)).isZero(); // the clock was set back
  }

  @Test
  void file_growsBeyondItsCap_keepsOneOlderGeneration() throws IOException {
    Path file = folder.resolve("agent.log");
    AgentLog.open(file.toString(), 2000);
    for (int i = 0; i < 100; i++) {
      log.info("line {}", i);
    }
    assertThat(Files.size(file)).isLessThanOrEqualTo(2000);
    assertThat(Files.size(folder.resolve("agent.log.1"))).isLessThanOrEqualTo(2000);
    assertThat(Files.readString(file)).contains("line 99");
    assertThat(text()).isEmpty();
  }

  @Test
  void file_cannotBeWritten_fallsBackToStandardErrorOnce() {
    AgentLog.open(folder.resolve("no/such/folder/agent.log").toString(), 2000);
    log.info("first");
    log.info("second");
    assertThat(text()).containsOnlyOnce("the log goes to standard error");
    assertThat(text()).contains("first").contains("second");
  }

  @Test
  void timestamp_knownInstants_areIso8601() {
    assertThat(stamp(0)).isEqualTo("1970-01-01T00:00:00.000Z");
    assertThat(stamp(1_709_210_096_007L)).isEqualTo("2024-02-29T12:34:56.007Z");
    assertThat(stamp(4_102_444_799_999L)).isEqualTo("2099-12-31T23:59:59.999Z");
    for (long millis = 0; millis < 4_000_000_000_000L; millis += 86_400_000L * 13 + 12_345) {
      assertThat(java.time.Instant.parse(stamp(millis)).toEpochMilli()).isEqualTo(millis);
    }
  }

  private static String stamp(long millis) {
    StringBuilder out = new StringBuilder();
    Timestamp.append(out, millis);
    return out.toString();
  }
}
