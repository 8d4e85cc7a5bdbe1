package dev.clew.exporter.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real spans with a fixed clock and counted ids, so that the text is known to the letter. */
class TreeWriterTest {

  private static final String T1 = "00000000000000000000000000000001";

  private final StringBuilder out = new StringBuilder();
  private long nanos; // of the spans' clock and of the writer's; tests move it, nothing sleeps
  private SdkTracerProvider provider;

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void export_rootEnds_printsTreeInOrderOfStart() {
    Tracer tracer = tracer(writer());
    Span root = span(tracer, "GET /orders/{id}", SpanKind.SERVER, Context.root());
    root.setAttribute("url.path", "/orders/7").setAttribute("http.response.status_code", 200);
    nanos += 500_000;
    Span load = span(tracer, "load", SpanKind.INTERNAL, under(root));
    Span query = span(tracer, "SELECT orders", SpanKind.CLIENT, under(load));
    query
        .setAttribute("db.system.name", "postgresql")
        .setAttribute("db.query.summary", "SELECT orders");
    nanos += 412_000;
    query.end();
    load.end();
    Span call = span(tracer, "GET", SpanKind.CLIENT, under(root));
    call.setAttribute("url.full", "http://stock:8080/items?id=7")
        .setAttribute("http.response.status_code", 500);
    call.setStatus(StatusCode.ERROR).setAttribute("error.type", "500");
    nanos += 15_340_000;
    call.end();
    nanos += 2_000_000_000;
    assertThat(out).isEmpty();
    root.end();
    assertThat(out.toString())
        .isEqualTo(
            """
            shop  trace 00000000000000000000000000000001  4 spans
            └─ SERVER GET /orders/{id}  2.016 s  /orders/7  200  0000000000000001
               ├─ INTERNAL load  412 µs  0000000000000002
               │  └─ CLIENT SELECT orders  412 µs  postgresql  0000000000000003
               └─ CLIENT GET  15.3 ms  http://stock:8080/items?id=7  500  ERROR 500  0000000000000004
            """);
  }

  @Test
  void export_ascii_usesNoOtherCharacters() {
    Tracer tracer = tracer(TreeWriter.builder(out).ascii(true).build());
    Span root = span(tracer, "root", SpanKind.INTERNAL, Context.root());
    span(tracer, "a", SpanKind.INTERNAL, under(root)).end();
    span(tracer, "b", SpanKind.INTERNAL, under(root)).end();
    root.end();
    assertThat(out.toString())
        .isEqualTo(
            """
            shop  trace 00000000000000000000000000000001  3 spans
            \\- INTERNAL root  0 us  0000000000000001
               |- INTERNAL a  0 us  0000000000000002
               \\- INTERNAL b  0 us  0000000000000003
            """);
  }

  @Test
  void export_colour_marksErrorsAndResets() {
    Tracer tracer = tracer(TreeWriter.builder(out).colour(true).build());
    Span root = span(tracer, "root", SpanKind.INTERNAL, Context.root());
    root.setStatus(StatusCode.ERROR, "boom").end();
    assertThat(out.toString())
        .isEqualTo(
            "\u001b[1mshop\u001b[0m  trace "
                + T1
                + "  1 span\n"
                + "└─ INTERNAL \u001b[1mroot\u001b[0m  0 µs  \u001b[31mERROR boom\u001b[0m  "
                + "\u001b[2m0000000000000001\u001b[0m\n");
  }

  @Test
  void export_exceptionRecorded_printsTypeAndMessage() {
    Tracer tracer = tracer(writer());
    Span root = span(tracer, "root", SpanKind.INTERNAL, Context.root());
    root.recordException(new IOException("disk\n\u001b[31mfull")).setStatus(StatusCode.ERROR).end();
    assertThat(out.toString()).contains("  ERROR java.io.IOException: disk ?[31mfull  ");
  }

  @Test
  void export_hostileName_reachesTheTerminalHarmless() {
    Tracer tracer = tracer(writer());
    span(tracer, "\u001b]0;x\u0007\u202e" + "n".repeat(500), SpanKind.INTERNAL, Context.root())
        .end();
    assertThat(out.toString()).contains("INTERNAL ?]0;x??nnn").contains("n...  ");
    assertThat(out.chars().filter(c -> c < ' ' && c != '\n').count()).isZero();
  }

  @Test
  void export_remoteParent_isALocalRootAndSaysWhereItBelongs() {
    Tracer tracer = tracer(writer());
    span(tracer, "in", SpanKind.SERVER, remote()).end();
    assertThat(out.toString())
        .isEqualTo(
            """
            shop  trace 0af7651916cd43dd8448eb211c80319c  1 span  below b7ad6b7169203331
            └─ SERVER in  0 µs  0000000000000001
            """);
  }

  @Test
  void export_twoLocalRootsInOneTrace_eachPrintsItsOwn() {
    Tracer tracer = tracer(writer());
    Span first = span(tracer, "first", SpanKind.SERVER, remote());
    Span second = span(tracer, "second", SpanKind.SERVER, remote());
    span(tracer, "of second", SpanKind.INTERNAL, under(second)).end();
    first.end();
    assertThat(out.toString()).contains("1 span").contains("first").doesNotContain("second");
    out.setLength(0);
    second.end();
    assertThat(out.toString())
        .contains("2 spans")
        .contains("second")
        .contains("   └─ INTERNAL of second");
  }

  @Test
  void export_spanEndsAfterItsRoot_isPrintedAsLate() {
    Tracer tracer = tracer(writer());
    Span root = span(tracer, "root", SpanKind.SERVER, Context.root());
    Span async = span(tracer, "async", SpanKind.INTERNAL, under(root));
    Span deeper = span(tracer, "deeper", SpanKind.INTERNAL, under(async));
    root.end();
    out.setLength(0);
    deeper.end();
    assertThat(out).isEmpty();
    async.end();
    assertThat(out.toString())
        .isEqualTo(
            """
            shop  trace 00000000000000000000000000000001  2 spans  late, below 0000000000000001
            └─ INTERNAL async  0 µs  0000000000000002
               └─ INTERNAL deeper  0 µs  0000000000000003
            """);
  }

  @Test
  void export_rootDoesNotCome_printsIncompleteAfterTheIdleTime() {
    Tracer tracer = tracer(writer());
    Span root = span(tracer, "root", SpanKind.SERVER, Context.root());
    span(tracer, "orphan", SpanKind.INTERNAL, under(root)).end();
    nanos += TimeUnit.SECONDS.toNanos(29);
    span(tracer, "other", SpanKind.INTERNAL, Context.root()).end();
    assertThat(out.toString()).doesNotContain("orphan");
    nanos += TimeUnit.SECONDS.toNanos(2);
    span(tracer, "another", SpanKind.INTERNAL, Context.root()).end();
    assertThat(out.toString())
        .contains(T1 + "  1 span  incomplete, below 0000000000000001\n└─ INTERNAL orphan");
  }

  @Test
  void shutdown_spansWait_printsThemAsIncomplete() {
    TreeWriter writer = writer();
    Tracer tracer = tracer(writer);
    Span root = span(tracer, "root", SpanKind.SERVER, Context.root());
    span(tracer, "orphan", SpanKind.INTERNAL, under(root)).end();
    provider.shutdown().join(10, TimeUnit.SECONDS);
    assertThat(out.toString()).contains("incomplete").contains("orphan");
    assertThat(writer.waiting()).isEmpty();
  }

  @Test
  void export_moreTracesThanAllowed_printsTheOldest() {
    TreeWriter writer = TreeWriter.builder(out).nanoClock(() -> nanos).maxTraces(2).build();
    Tracer tracer = tracer(writer);
    for (int i = 0; i < 3; i++) {
      Span root = span(tracer, "root", SpanKind.SERVER, Context.root());
      span(tracer, "orphan-" + i, SpanKind.INTERNAL, under(root)).end();
    }
    assertThat(out.toString()).contains("orphan-0").doesNotContain("orphan-1");
    assertThat(writer.waiting()).hasSize(2);
  }

  @Test
  void export_moreSpansThanAllowed_saysHowManyAreLeftOut() {
    Tracer tracer = tracer(TreeWriter.builder(out).maxSpans(3).build());
    Span root = span(tracer, "root", SpanKind.SERVER, Context.root());
    for (int i = 0; i < 10; i++) {
      span(tracer, "child", SpanKind.INTERNAL, under(root)).end();
    }
    root.end();
    assertThat(out.toString()).startsWith("shop  trace " + T1 + "  4 spans and 7 left out\n");
  }

  @Test
  void export_deepTrace_isPrintedWhole() {
    Tracer tracer = tracer(writer());
    List<Span> chain = new java.util.ArrayList<>();
    Context parent = Context.root();
    for (int i = 0; i < 900; i++) {
      chain.add(span(tracer, "level", SpanKind.INTERNAL, parent));
      parent = under(chain.get(i));
    }
    for (int i = chain.size() - 1; i >= 0; i--) {
      chain.get(i).end();
    }
    assertThat(out.toString().lines().count()).isEqualTo(901);
  }

  private TreeWriter writer() {
    return TreeWriter.builder(out).nanoClock(() -> nanos).build();
  }

  private Tracer tracer(TreeWriter writer) {
    provider =
        SdkTracerProvider.builder()
            .setClock(new FakeClock())
            .setIdGenerator(new CountingIds())
            .setResource(
                Resource.builder().put(AttributeKey.stringKey("service.name"), "shop").build())
            .addSpanProcessor(SimpleSpanProcessor.create(writer))
            .build();
    return provider.get("test");
  }

  private static Span span(Tracer tracer, String name, SpanKind kind, Context parent) {
    return tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
  }

  private static Context under(Span span) {
    return Context.root().with(span);
  }

  private static Context remote() {
    return under(
        Span.wrap(
            SpanContext.createFromRemoteParent(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault())));
  }

  private final class FakeClock implements Clock {
    @Override
    public long now() {
      return nanos;
    }

    @Override
    public long nanoTime() {
      return nanos;
    }
  }

  private static final class CountingIds implements IdGenerator {
    private int spans;
    private int traces;

    @Override
    public String generateSpanId() {
      return "%016x".formatted(++spans);
    }

    @Override
    public String generateTraceId() {
      return "%032x".formatted(++traces);
    }
  }
}
