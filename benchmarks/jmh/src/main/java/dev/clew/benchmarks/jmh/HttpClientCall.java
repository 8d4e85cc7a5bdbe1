package dev.clew.benchmarks.jmh;

import dev.clew.plugin.Slot;
import dev.clew.plugin.context.PendingContexts;
import dev.clew.plugin.http.HttpClientSpans;
import dev.clew.plugin.spi.Agent;
import dev.clew.plugin.spi.FamilySettings;
import dev.clew.plugin.spi.Services;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a family costs per request, SDK included and export left out; run with {@code -prof gc} for
 * bytes. {@code dropped} has a parent that is not sampled: only the header is written.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HttpClientCall {

  @Param({"sampled", "dropped"})
  private String parent;

  private Scope scope;
  private Client client;
  private final String[] request = {"GET", "http://shop.example:8080/orders/7?page=2", null};

  /** Attaches the parent for the whole run. */
  @Setup
  public void prepare() {
    Agent.install(new Sdk());
    client = new Client();
    TraceFlags flags = parent.equals("sampled") ? TraceFlags.getSampled() : TraceFlags.getDefault();
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", flags, TraceState.getDefault());
    scope = Context.root().with(Span.wrap(remote)).makeCurrent();
  }

  /** Restores the thread. */
  @TearDown
  public void close() {
    scope.close();
  }

  /** One request. */
  @Benchmark
  public Object call() {
    Object call = client.start(request);
    client.end(call, request, null);
    return request;
  }

  private static final class Client extends HttpClientSpans<String[], String[]> {

    @Override
    protected String method(String[] request) {
      return request[0];
    }

    @Override
    protected String uri(String[] request) {
      return request[1];
    }

    @Override
    protected int status(String[] response) {
      return 200;
    }

    @Override
    protected void inject(String[] request, String name, String value) {
      request[2] = value;
    }
  }

  private static final class Sdk implements Services, FamilySettings {

    private final SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
            .addSpanProcessor(new Discarding()) // without one the SDK does not record
            .build();

    @Override
    public Tracer tracer(String pluginName) {
      return provider.get(pluginName);
    }

    @Override
    public Tracer applicationTracer(
        String scope, @Nullable String version, @Nullable String schemaUrl) {
      return provider.get(scope);
    }

    @Override
    public boolean parentDecides() {
      return true;
    }

    @Override
    public TextMapPropagator propagator() {
      return W3CTraceContextPropagator.getInstance();
    }

    @Override
    public FamilySettings settings() {
      return this;
    }

    @Override
    public <K, V> Slot<K, V> slot(Class<K> type, String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PendingContexts pendingContexts(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void count(String cause) {
      throw new IllegalStateException(cause);
    }

    @Override
    public List<String> clientRequestHeaders() {
      return Collections.emptyList();
    }

    @Override
    public List<String> clientResponseHeaders() {
      return Collections.emptyList();
    }

    @Override
    public List<String> serverRequestHeaders() {
      return Collections.emptyList();
    }

    @Override
    public List<String> serverResponseHeaders() {
      return Collections.emptyList();
    }

    @Override
    public List<String> redactedQueryParameters() {
      return DEFAULT_REDACTED_QUERY_PARAMETERS;
    }

    @Override
    public boolean sanitizeSql() {
      return true;
    }
  }

  private static final class Discarding implements SpanProcessor {

    @Override
    public void onStart(Context context, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
