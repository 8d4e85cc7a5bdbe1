package dev.clew.exporter;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.clew.exporter.collector.FaultyCollector;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.List;

/** Real spans of the real SDK through a pipeline. */
public final class TestSpans implements AutoCloseable {

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  public TestSpans(SpanPipeline pipeline) {
    this(pipeline, Sampler.alwaysOn());
  }

  public TestSpans(SpanPipeline pipeline, Sampler sampler) {
    provider = SdkTracerProvider.builder().addSpanProcessor(pipeline).setSampler(sampler).build();
    tracer = provider.get("test");
  }

  /** Starts and ends spans named {@code span-0} and so on, as children of nothing. */
  public void end(int count) {
    for (int i = 0; i < count; i++) {
      tracer.spanBuilder("span-" + i).setNoParent().startSpan().end();
    }
  }

  /** Spans with one attribute of so many characters each. */
  public void endLarge(int count, int chars) {
    String large = "x".repeat(chars);
    for (int i = 0; i < count; i++) {
      tracer.spanBuilder("large").setNoParent().setAttribute("large", large).startSpan().end();
    }
  }

  /** The names of the spans in accepted requests, in order of arrival. */
  public static List<String> names(List<FaultyCollector.Request> requests) {
    List<String> names = new ArrayList<>();
    for (FaultyCollector.Request request : requests) {
      parse(request)
          .getResourceSpansList()
          .forEach(
              r ->
                  r.getScopeSpansList()
                      .forEach(s -> s.getSpansList().forEach(x -> names.add(x.getName()))));
    }
    return names;
  }

  private static ExportTraceServiceRequest parse(FaultyCollector.Request request) {
    try {
      return ExportTraceServiceRequest.parseFrom(request.body());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("not an OTLP request", e);
    }
  }

  @Override
  public void close() {
    provider.shutdown();
  }
}
