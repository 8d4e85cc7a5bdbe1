package dev.clew.runtime.sdk;

import dev.clew.plugin.Slot;
import dev.clew.plugin.context.PendingContexts;
import dev.clew.plugin.spi.FamilySettings;
import dev.clew.plugin.spi.Services;
import dev.clew.propagators.Propagators;
import dev.clew.runtime.config.Config;
import dev.clew.runtime.config.Keys;
import dev.clew.runtime.config.LiveConfig;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What families get. Each answer is one volatile read; a change replaces the whole snapshot. */
public final class RuntimeServices implements Services, LiveConfig.Listener {

  private final Tracing tracing;
  private final Storage storage;
  private final CauseCounters counters;
  private volatile Snapshot snapshot;

  /** Serves one JVM. */
  public RuntimeServices(Config config, Tracing tracing, Storage storage, CauseCounters counters) {
    this.tracing = tracing;
    this.storage = storage;
    this.counters = counters;
    this.snapshot = new Snapshot(config, propagator(config));
  }

  /** State on library objects; the engine's. */
  public interface Storage {
    <K, V> Slot<K, V> slot(Class<K> type, String name);

    PendingContexts pendingContexts(String name);
  }

  @Override
  public Tracer tracer(String pluginName) {
    return tracing.tracer("dev.clew." + pluginName, tracing.version(), null);
  }

  @Override
  public Tracer applicationTracer(
      String scope, @Nullable String version, @Nullable String schemaUrl) {
    return tracing.tracer(scope, version, schemaUrl);
  }

  @Override
  public boolean parentDecides() {
    return snapshot.parentDecides;
  }

  @Override
  public TextMapPropagator propagator() {
    return snapshot.propagator;
  }

  @Override
  public FamilySettings settings() {
    return snapshot.settings;
  }

  @Override
  public <K, V> Slot<K, V> slot(Class<K> type, String name) {
    return storage.slot(type, name);
  }

  @Override
  public PendingContexts pendingContexts(String name) {
    return storage.pendingContexts(name);
  }

  @Override
  public void count(String cause) {
    counters.count(cause);
  }

  @Override
  public void changed(Config before, Config after) {
    boolean sameFormats = !Tracing.differs(before, after, Keys.PROPAGATION_FORMATS);
    snapshot = new Snapshot(after, sameFormats ? snapshot.propagator : propagator(after));
  }

  private TextMapPropagator propagator(Config config) {
    List<String> formats = new ArrayList<>(config.get(Keys.PROPAGATION_FORMATS));
    if (formats.size() > 1) {
      formats.remove("none");
    }
    return Propagators.byNames(formats, counters);
  }

  private static final class Snapshot {
    final TextMapPropagator propagator;
    final FamilySettings settings;
    final boolean parentDecides;

    Snapshot(Config config, TextMapPropagator propagator) {
      this.propagator = propagator;
      this.settings = new FamilySettingsOf(config);
      this.parentDecides = config.get(Keys.SAMPLING_MODE).startsWith("parentbased_");
    }
  }
}
