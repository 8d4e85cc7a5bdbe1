package dev.clew.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.exporter.logs.RecordedLogs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OncePerCauseTest {

  private long now; // nanoseconds; tests move it, nothing sleeps
  private final OncePerCause warnings =
      new OncePerCause(LoggerFactory.getLogger("test"), 100, () -> now);

  @BeforeEach
  void clearLogs() {
    RecordedLogs.clear();
  }

  @Test
  void warn_repeated_logsOnceThenAgainAfterTheInterval() {
    for (int i = 0; i < 5; i++) {
      warnings.warn("a", "message", null);
    }
    now += 100;
    warnings.warn("a", "message", null);
    assertThat(RecordedLogs.lines())
        .containsExactly("WARN message", "WARN message (and 4 more like it)");
  }

  @Test
  void warn_differentCauses_logsEach() {
    assertThat(warnings.warn("a", "first", new IllegalStateException("x"))).isTrue();
    assertThat(warnings.warn("b", "second {}", null)).isTrue();
    assertThat(warnings.warn("a", "third", null)).isFalse();
    assertThat(RecordedLogs.lines())
        .containsExactly("WARN first (java.lang.IllegalStateException: x)", "WARN second {}");
  }

  @Test
  void warn_manyCauses_shareOneEntryBeyondTheLimit() {
    for (int i = 0; i < 1000; i++) {
      warnings.warn("cause " + i, "message", null);
    }
    assertThat(RecordedLogs.lines()).hasSize(65);
  }
}
