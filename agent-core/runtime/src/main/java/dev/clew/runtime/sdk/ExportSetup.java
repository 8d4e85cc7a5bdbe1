package dev.clew.runtime.sdk;

import dev.clew.exporter.FanOutExporter;
import dev.clew.exporter.otlp.OtlpSettings;
import dev.clew.exporter.otlp.OtlpSpanExporter;
import dev.clew.runtime.config.Config;
import dev.clew.runtime.config.ConfigKey;
import dev.clew.runtime.config.Keys;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes exporters of a configuration. */
final class ExportSetup {

  /** What a change of makes another exporter necessary. */
  static final ConfigKey<?>[] KEYS = {
    Keys.EXPORTER,
    Keys.OTLP_ENDPOINT,
    Keys.OTLP_TRACES_ENDPOINT,
    Keys.OTLP_HEADERS,
    Keys.OTLP_COMPRESSION,
    Keys.OTLP_TIMEOUT,
    Keys.OTLP_CERTIFICATE,
    Keys.OTLP_CLIENT_KEY,
    Keys.OTLP_CLIENT_CERTIFICATE,
  };

  private ExportSetup() {}

  /**
   * Makes the exporter.
   *
   * @throws IllegalArgumentException naming key, value and what is accepted
   */
  static SpanExporter create(Config config, String version) {
    List<SpanExporter> exporters = new ArrayList<>();
    for (String name : config.get(Keys.EXPORTER)) {
      if (name.equals("otlp")) {
        exporters.add(OtlpSpanExporter.create(otlp(config, version)));
      } else if (name.equals("tree")) {
        exporters.add(TreeSetup.create());
      }
    }
    return FanOutExporter.of(exporters);
  }

  private static OtlpSettings otlp(Config config, String version) {
    String traces = config.get(Keys.OTLP_TRACES_ENDPOINT);
    OtlpSettings.Builder builder = OtlpSettings.builder();
    if (traces.isEmpty()) {
      builder.endpoint(config.get(Keys.OTLP_ENDPOINT));
    } else {
      builder.tracesEndpoint(traces);
    }
    return builder
        .headers(config.get(Keys.OTLP_HEADERS))
        .compression(config.get(Keys.OTLP_COMPRESSION))
        .timeoutMillis(config.get(Keys.OTLP_TIMEOUT))
        .certificate(path(config.get(Keys.OTLP_CERTIFICATE)))
        .client(
            path(config.get(Keys.OTLP_CLIENT_KEY)), path(config.get(Keys.OTLP_CLIENT_CERTIFICATE)))
        .userAgent("clew/" + version)
        .build();
  }

  private static @Nullable String path(String text) {
    return text.isEmpty() ? null : text;
  }
}
