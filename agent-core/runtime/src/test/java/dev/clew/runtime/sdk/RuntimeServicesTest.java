package dev.clew.runtime.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.plugin.Slot;
import dev.clew.plugin.context.PendingContexts;
import dev.clew.plugin.spi.FamilySettings;
import dev.clew.runtime.config.Config;
import dev.clew.runtime.config.Configs;
import dev.clew.runtime.resource.Surroundings;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.junit.jupiter.api.Test;

final class RuntimeServicesTest {

  private static final RuntimeServices.Storage NO_STORAGE =
      new RuntimeServices.Storage() {
        @Override
        public <K, V> Slot<K, V> slot(Class<K> type, String name) {
          throw new UnsupportedOperationException(name);
        }

        @Override
        public PendingContexts pendingContexts(String name) {
          throw new UnsupportedOperationException(name);
        }
      };

  private final CauseCounters causes = new CauseCounters();

  private RuntimeServices services(Config config) {
    Tracing tracing = Tracing.start(config, "1", 1, Surroundings.real());
    return new RuntimeServices(config, tracing, NO_STORAGE, causes);
  }

  @Test
  void changed_settings_areANewSnapshotAndTheOldOneStays() {
    Config before = Configs.of("exporter", "none");
    RuntimeServices services = services(before);
    FamilySettings old = services.settings();
    TextMapPropagator propagator = services.propagator();
    services.changed(
        before,
        Configs.of(
            "http.client.request-headers",
            "X-Shop, accept",
            "http.redacted-query-parameters",
            "pin",
            "db.sanitize",
            "false",
            "errors.ignored-exceptions",
            "a.B"));
    assertThat(old.clientRequestHeaders()).isEmpty();
    assertThat(old.sanitizeSql()).isTrue();
    FamilySettings now = services.settings();
    assertThat(now.clientRequestHeaders()).containsExactly("x-shop", "accept");
    assertThat(now.redactedQueryParameters()).contains("pin", "X-Amz-Signature");
    assertThat(now.sanitizeSql()).isFalse();
    assertThat(now.ignoredExceptions()).containsExactly("a.B");
    assertThat(now.knownHttpMethods()).contains("GET");
    assertThat(services.propagator()).isSameAs(propagator);
  }

  @Test
  void changed_formats_replaceThePropagator() {
    Config before = Configs.of("exporter", "none");
    RuntimeServices services = services(before);
    assertThat(services.propagator().fields()).contains("traceparent", "baggage");
    services.changed(before, Configs.of("propagation.formats", "tracecontext"));
    assertThat(services.propagator().fields()).contains("traceparent").doesNotContain("baggage");
    services.changed(before, Configs.of("propagation.formats", "none"));
    assertThat(services.propagator().fields()).isEmpty();
  }

  @Test
  void parentDecides_followsTheMode() {
    Config parentBased = Configs.of("exporter", "none");
    RuntimeServices services = services(parentBased);
    assertThat(services.parentDecides()).isTrue();
    services.changed(parentBased, Configs.of("sampling.mode", "ratio"));
    assertThat(services.parentDecides()).isFalse();
  }

  @Test
  void count_manyCauses_areBounded() {
    for (int i = 0; i < 1000; i++) {
      causes.count("cause " + i);
    }
    causes.count("cause 1");
    assertThat(causes.snapshot()).hasSizeLessThanOrEqualTo(258).containsEntry("cause 1", 2L);
    assertThat(causes.snapshot().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(1001);
  }
}
