package dev.clew.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties and environment are in {@link StartTest}, in JVMs of their own. */
class KillSwitchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "enabled=false | false",
        " enabled = false ,x=y | false",
        "x=y,enabled=true | true",
        "a=\"1,enabled=false\",b=2,enabled=true | true",
        "enabled='false' | false",
        "enabled=true,enabled=false | false",
        "enabled= | ~~",
      })
  void argument_present_isItsValue(String arguments, String value) {
    assertThat(KillSwitch.argument(arguments, "enabled")).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~",
        "enabled",
        "x.enabled=false",
        "a=\"1,enabled=false",
        "a='enabled=false'",
        ",,,=,",
      })
  void argument_absentOrMalformed_isNull(String arguments) {
    assertThat(KillSwitch.argument(arguments, "enabled")).isNull();
  }

  @Test
  void argument_noArguments_isNull() {
    assertThat(KillSwitch.argument(null, "enabled")).isNull();
  }
}
