package dev.clew.runtime.jul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.runtime.log.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LoggerTest {

  @Test
  void log_everyForm_reachesTheAgentsLog() {
    PrintStream before = AgentLog.standardError();
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    AgentLog.standardError(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      Logger log = Logger.getLogger("io.example.Sdk");
      log.log(Level.INFO, "sent {0} of {1}", new Object[] {1, 2});
      log.log(Level.INFO, "one {0}", (Object) "argument");
      log.log(Level.WARNING, "broken", new IllegalStateException("why"));
      log.fine("hidden");
    } finally {
      AgentLog.standardError(before);
    }
    assertThat(written.toString(StandardCharsets.UTF_8))
        .contains("INFO Sdk - sent 1 of 2")
        .contains("INFO Sdk - one argument")
        .contains("WARN Sdk - broken")
        .contains("IllegalStateException: why")
        .doesNotContain("hidden");
  }
}
