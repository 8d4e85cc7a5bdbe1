package dev.clew.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

  /** 2026-11-20T12:00:00Z. */
  private static final long NOW = 1_795_176_000_000L;

  @Test
  void backoff_grows_withinJitterAndMaximum() {
    RetryPolicy policy = RetryPolicy.DEFAULT;
    assertThat(policy.backoffMillis(1, 0)).isEqualTo(800);
    assertThat(policy.backoffMillis(1, 0.5)).isEqualTo(1000);
    assertThat(policy.backoffMillis(2, 0.5)).isEqualTo(1500);
    assertThat(policy.backoffMillis(1, 0.999999)).isBetween(1199L, 1200L);
    assertThat(policy.backoffMillis(50, 0.5)).isEqualTo(5000);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "absent",
      value = {
        "absent, -1",
        "'', -1",
        "0, 0",
        "3, 3000",
        "3600, 60000",
        "999999999999999999999999, -1",
        "-5, -1",
        "1.5, -1",
        "soon, -1",
        "'Fri, 20 Nov 2026 12:00:07 GMT', 7000",
        "'Fri, 20 Nov 2026 13:00:00 GMT', 60000",
        "'Fri, 20 Nov 2026 11:00:00 GMT', 0",
        "'Fri, 32 Nov 2026 11:00:00 GMT', -1"
      })
  void retryAfter_secondsOrDate_isCappedAndNeverThrows(String value, long expected) {
    assertThat(RetryPolicy.retryAfterMillis(value, NOW)).isEqualTo(expected);
  }

  @Test
  void isRetryable_onlyTheSpecifiedStatuses() {
    for (int status = 100; status < 600; status++) {
      boolean expected = status == 429 || status == 502 || status == 503 || status == 504;
      assertThat(RetryPolicy.isRetryable(status)).as("%s", status).isEqualTo(expected);
    }
  }

  @Test
  void create_outOfRange_throws() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(0, 1, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, 2, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, 1, 1, 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, 1, 1, Double.NaN));
  }
}
