package dev.clew.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.plugin.context.PendingContexts;
import dev.clew.plugin.spi.Agent;
import dev.clew.plugin.spi.FamilySettings;
import dev.clew.plugin.spi.PluginState;
import dev.clew.plugin.spi.Services;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The OpenTelemetry SDK behind the families, for the time of one test. Afterwards no context may be
 * current.
 */
public final class TestAgent implements Services, BeforeEachCallback, AfterEachCallback {

  public final PluginState plugin = new PluginState("test", "test-group", PluginState.ON);
  public final Settings settings = new Settings();

  /** Causes that were counted. */
  public final Map<String, Integer> counted = new ConcurrentHashMap<>();

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final TextMapPropagator propagator =
      TextMapPropagator.composite(
          W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());
  private SdkTracerProvider provider = provider(Sampler.parentBased(Sampler.alwaysOn()));
  private boolean parentDecides = true;

  /** Replaces the sampler; before families are created. */
  public void sampler(Sampler sampler, boolean followsParent) {
    provider = provider(sampler);
    parentDecides = followsParent;
  }

  /** Creates a family as the linker would. */
  public <T> T link(Supplier<T> plugged) {
    PluginState.linking(plugin);
    try {
      return plugged.get();
    } finally {
      PluginState.linking(null);
    }
  }

  /** Spans that ended, in this order. */
  public List<SpanData> spans() {
    return exporter.getFinishedSpanItems();
  }

  /** The only span. */
  public SpanData span() {
    assertThat(spans()).hasSize(1);
    return spans().get(0);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Agent.install(this);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Agent.install(null);
    provider.close();
    assertThat(Context.current()).as("context left open").isSameAs(Context.root());
  }

  @Override
  public Tracer tracer(String pluginName) {
    return provider.get("dev.clew." + pluginName);
  }

  @Override
  public Tracer applicationTracer(
      String scope, @Nullable String version, @Nullable String schemaUrl) {
    var builder = provider.tracerBuilder(scope);
    if (version != null) {
      builder.setInstrumentationVersion(version);
    }
    if (schemaUrl != null) {
      builder.setSchemaUrl(schemaUrl);
    }
    return builder.build();
  }

  @Override
  public boolean parentDecides() {
    return parentDecides;
  }

  @Override
  public TextMapPropagator propagator() {
    return propagator;
  }

  @Override
  public FamilySettings settings() {
    return settings.snapshot;
  }

  @Override
  public <K, V> Slot<K, V> slot(Class<K> type, String name) {
    return new IdentitySlot<>();
  }

  @Override
  public PendingContexts pendingContexts(String name) {
    throw new UnsupportedOperationException("the engine's");
  }

  @Override
  public void count(String cause) {
    counted.merge(cause, 1, Integer::sum);
  }

  private SdkTracerProvider provider(Sampler sampler) {
    return SdkTracerProvider.builder()
        .setSampler(sampler)
        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
        .build();
  }

  /** Settings that a test changes; each change makes a new snapshot, as in the runtime. */
  public static final class Settings {

    private List<String> headers = Collections.emptyList();
    private List<String> ignored = Collections.emptyList();
    private List<String> methods = FamilySettings.DEFAULT_HTTP_METHODS;
    private boolean sanitize = true;
    private FamilySettings snapshot = snapshot();

    /** Captured on both sides of both families. */
    public void captureHeaders(String... names) {
      headers = Arrays.asList(names);
      snapshot = snapshot();
    }

    public void ignoreExceptions(String... names) {
      ignored = Arrays.asList(names);
      snapshot = snapshot();
    }

    public void knowMethods(String... names) {
      methods = Arrays.asList(names);
      snapshot = snapshot();
    }

    public void keepSql() {
      sanitize = false;
      snapshot = snapshot();
    }

    private FamilySettings snapshot() {
      return new Snapshot(
          new ArrayList<>(headers), new ArrayList<>(ignored), new ArrayList<>(methods), sanitize);
    }
  }

  private record Snapshot(
      List<String> headers, List<String> ignored, List<String> methods, boolean sanitize)
      implements FamilySettings {

    @Override
    public List<String> clientRequestHeaders() {
      return headers;
    }

    @Override
    public List<String> clientResponseHeaders() {
      return headers;
    }

    @Override
    public List<String> serverRequestHeaders() {
      return headers;
    }

    @Override
    public List<String> serverResponseHeaders() {
      return headers;
    }

    @Override
    public List<String> redactedQueryParameters() {
      return DEFAULT_REDACTED_QUERY_PARAMETERS;
    }

    @Override
    public boolean sanitizeSql() {
      return sanitize;
    }

    @Override
    public List<String> knownHttpMethods() {
      return methods;
    }

    @Override
    public List<String> ignoredExceptions() {
      return ignored;
    }
  }

  /** Strong, so for the life of one test; the engine has the real one. */
  private static final class IdentitySlot<K, V> extends Slot<K, V> {

    private final Map<K, V> map = Collections.synchronizedMap(new IdentityHashMap<>());

    @Override
    public @Nullable V get(K owner) {
      return map.get(owner);
    }

    @Override
    public void set(K owner, @Nullable V value) {
      if (value == null) {
        map.remove(owner);
      } else {
        map.put(owner, value);
      }
    }

    @Override
    public @Nullable V setIfAbsent(K owner, V value) {
      return map.putIfAbsent(owner, value);
    }

    @Override
    public @Nullable V take(K owner) {
      return map.remove(owner);
    }
  }
}
