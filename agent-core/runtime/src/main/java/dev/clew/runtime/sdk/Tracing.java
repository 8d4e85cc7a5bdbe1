package dev.clew.runtime.sdk;

import dev.clew.exporter.DelegatingSpanExporter;
import dev.clew.exporter.SpanCounters;
import dev.clew.exporter.SpanPipeline;
import dev.clew.runtime.config.Config;
import dev.clew.runtime.config.ConfigKey;
import dev.clew.runtime.config.Keys;
import dev.clew.runtime.config.LiveConfig;
import dev.clew.runtime.resource.ProcessResource;
import dev.clew.runtime.resource.Surroundings;
import dev.clew.sampling.DelegatingSampler;
import dev.clew.sampling.Samplers;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OpenTelemetry SDK of this JVM. Sampler, limits and exporter follow the configuration while
 * spans flow. Set up once, on the agent's own thread.
 */
public final class Tracing implements LiveConfig.Listener {

  private static final Logger LOG = LoggerFactory.getLogger("dev.clew.tracing");

  private final String version;
  private final SdkTracerProvider provider;
  private final DelegatingSampler sampler;
  private final DelegatingSpanExporter exporter;
  private final SpanPipeline pipeline;
  private final LiveLimits limits;

  private Tracing(Config config, String version, long salt, Surroundings world) {
    this.version = version;
    this.limits = new LiveLimits(config);
    this.sampler = new DelegatingSampler(samplerOf(config));
    this.exporter = new DelegatingSpanExporter(exporterOf(config));
    this.pipeline =
        SpanPipeline.builder(exporter)
            .queueSize(config.get(Keys.QUEUE_SIZE))
            .batchSize(config.get(Keys.BATCH_SIZE))
            .scheduleMillis(config.get(Keys.SCHEDULE))
            .exportTimeoutMillis(config.get(Keys.EXPORT_TIMEOUT))
            .guard(new AgentThreads())
            .build();
    RandomIds ids = new RandomIds(salt);
    this.provider =
        SdkTracerProvider.builder()
            .setResource(
                ProcessResource.detect(
                    world,
                    config.get(Keys.SERVICE_NAME),
                    config.get(Keys.RESOURCE_ATTRIBUTES),
                    version,
                    ids.generateTraceId()))
            .setIdGenerator(ids)
            .setSampler(sampler)
            .setSpanLimits(limits)
            .addSpanProcessor(pipeline)
            .build();
  }

  /**
   * Sets the SDK up. A part whose configuration cannot be used is left out with one warning.
   *
   * @param version of the agent
   * @param salt differs from JVM to JVM
   */
  public static Tracing start(Config config, String version, long salt, Surroundings world) {
    // Now, and not on the first request, the API looks for its storage.
    ContextStorage.get();
    return new Tracing(config, version, salt, world);
  }

  /** What became of the spans. */
  public SpanCounters counters() {
    return pipeline.counters();
  }

  Tracer tracer(String scope, @Nullable String scopeVersion, @Nullable String schemaUrl) {
    TracerBuilder builder = provider.tracerBuilder(scope);
    if (scopeVersion != null) {
      builder.setInstrumentationVersion(scopeVersion);
    }
    if (schemaUrl != null) {
      builder.setSchemaUrl(schemaUrl);
    }
    return builder.build();
  }

  String version() {
    return version;
  }

  /** Applies sampler, limits and exporter. What cannot be used keeps what was there before. */
  @Override
  public void changed(Config before, Config after) {
    limits.apply(after);
    if (differs(before, after, Keys.SAMPLING_MODE) || differs(before, after, Keys.SAMPLING_RATIO)) {
      sampler.replace(samplerOf(after));
    }
    for (ConfigKey<?> key : ExportSetup.KEYS) {
      if (differs(before, after, key)) {
        replaceExporter(after);
        return;
      }
    }
  }

  private void replaceExporter(Config config) {
    try {
      exporter.replace(ExportSetup.create(config, version));
    } catch (IllegalArgumentException e) {
      LOG.warn("{}; spans go where they went before", e.getMessage());
    }
  }

  private SpanExporter exporterOf(Config config) {
    try {
      return ExportSetup.create(config, version);
    } catch (IllegalArgumentException e) {
      LOG.warn("{}; no spans are sent", e.getMessage());
      return new NoExporter();
    }
  }

  private static Sampler samplerOf(Config config) {
    return Samplers.byName(config.get(Keys.SAMPLING_MODE), config.get(Keys.SAMPLING_RATIO));
  }

  static boolean differs(Config before, Config after, ConfigKey<?> key) {
    return !before.get(key).equals(after.get(key));
  }

  /**
   * Flushes and ends the pipeline; spans that end later are counted as dropped.
   *
   * @return true if everything left in time
   */
  public boolean shutdown(long timeoutMillis) {
    return pipeline.shutdown(timeoutMillis);
  }

  /** Asked by the SDK for each span. */
  private static final class LiveLimits implements Supplier<SpanLimits> {
    private volatile SpanLimits current;

    LiveLimits(Config config) {
      current = of(config);
    }

    void apply(Config config) {
      current = of(config);
    }

    @Override
    public SpanLimits get() {
      return current;
    }

    private static SpanLimits of(Config config) {
      return SpanLimits.builder()
          .setMaxNumberOfAttributes(config.get(Keys.LIMIT_ATTRIBUTES))
          .setMaxAttributeValueLength(config.get(Keys.LIMIT_ATTRIBUTE_LENGTH))
          .setMaxNumberOfEvents(config.get(Keys.LIMIT_EVENTS))
          .setMaxNumberOfLinks(config.get(Keys.LIMIT_LINKS))
          .setMaxNumberOfAttributesPerEvent(config.get(Keys.LIMIT_EVENT_ATTRIBUTES))
          .setMaxNumberOfAttributesPerLink(config.get(Keys.LIMIT_LINK_ATTRIBUTES))
          .build();
    }
  }
}
