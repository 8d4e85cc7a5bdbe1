package dev.clew.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaVersionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.8.0_40",
        "1.8.0_402",
        "1.8.0_40-b25",
        "9",
        "11.0.2",
        "17-ea",
        "25.0.1",
        "1.9.0",
        ""
      })
  void isSupported_8u40AndLater_true(String version) {
    assertThat(JavaVersion.isSupported(version)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.8.0_39",
        "1.8.0_5",
        "1.8.0",
        "1.8.0-internal",
        "1.7.0_80",
        "1.6.0_45",
        "1.8.0_"
      })
  void isSupported_earlier_false(String version) {
    assertThat(JavaVersion.isSupported(version)).isFalse();
  }

  @org.junit.jupiter.api.Test
  void isSupported_unknown_true() {
    assertThat(JavaVersion.isSupported(null)).isTrue();
  }
}
