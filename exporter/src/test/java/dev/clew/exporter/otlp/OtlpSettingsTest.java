package dev.clew.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:4318, http://localhost:4318/v1/traces",
    "http://localhost:4318/, http://localhost:4318/v1/traces",
    "https://collector.example/otlp/, https://collector.example/otlp/v1/traces",
    "http://h:1/v1/traces, http://h:1/v1/traces",
    "http://otel_collector:4318, http://otel_collector:4318/v1/traces",
    "HTTP://[::1]:4318, HTTP://[::1]:4318/v1/traces"
  })
  void endpoint_usable_endsInTracesPathOnce(String given, String expected) {
    assertThat(OtlpSettings.builder().endpoint(given).build().tracesUri()).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:4318",
        "collector",
        "ftp://h",
        "http://",
        "http:///x",
        "http://h:0",
        "http://h:99999",
        "http://h?q=1",
        "http://h#f",
        "http://h /x",
        "http://h:",
        "http://h:1x",
        "http://h:123456",
        "http://a_b:0",
        "http://a_b$c",
        "http://[::1"
      })
  void endpoint_unusable_namesKeyValueAndAccepted(String given) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OtlpSettings.builder().endpoint(given))
        .withMessageContaining("exporter.otlp.endpoint=" + given + " is no usable address")
        .withMessageContaining("accepted: http://host:port");
  }

  @Test
  void endpoint_withPassword_isRefusedAndMasked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OtlpSettings.builder().endpoint("http://user:s3cret@host:1"))
        .withMessageContaining("***@host:1")
        .matches(e -> !e.getMessage().contains("s3cret"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OtlpSettings.builder().endpoint("http://s3cret@host_1:1"))
        .matches(e -> !e.getMessage().contains("s3cret"));
  }

  @Test
  void endpoint_nameWithUnderscore_isUsable() {
    OtlpSettings settings = OtlpSettings.builder().endpoint("http://otel_collector:4318").build();
    assertThat(OtlpSpanExporter.create(settings))
        .hasToString("otlp " + settings.tracesUri() + " gzip 10000 ms");
  }

  @Test
  void headers_list_isSplitTrimmedAndDecoded() {
    OtlpSettings settings =
        OtlpSettings.builder().headers(" a=1 , b=x%20y%2Cz,,c=100%,d=p=q ").build();
    assertThat(settings.headers())
        .isEqualTo(Map.of("a", "1", "b", "x y,z", "c", "100%", "d", "p=q"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"novalue", "=v", "a b=v", "a=x%0d%0aInjected: y", "a=%00", "a=\u20ac"})
  void headers_malformed_areRefusedWithoutShowingTheValue(String list) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OtlpSettings.builder().headers(list))
        .withMessageContaining("exporter.otlp.headers")
        .withMessageContaining("accepted")
        .matches(e -> !e.getMessage().contains("Injected"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "CONTENT-ENCODING"})
  void headers_ownHeader_isRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OtlpSettings.builder().headers(name + "=1"))
        .withMessageContaining(name + " is set by the exporter");
  }

  @Test
  void otherSettings_outOfRange_nameKeyValueAndAccepted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OtlpSettings.builder().compression("zstd"))
        .withMessage("exporter.otlp.compression=zstd is unknown, accepted: gzip, none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OtlpSettings.builder().timeoutMillis(0))
        .withMessage("exporter.otlp.timeout=0 ms is out of range, accepted: 1 ms to 10 minutes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OtlpSettings.builder().client("key.pem", null))
        .withMessageContaining("exporter.otlp.client.key is set alone");
    assertThatIllegalArgumentException().isThrownBy(() -> OtlpSettings.builder().userAgent("a\nb"));
  }
}
