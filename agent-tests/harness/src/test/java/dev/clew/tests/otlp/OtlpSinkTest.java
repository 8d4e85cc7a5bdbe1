package dev.clew.tests.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OtlpSinkTest {

  private final OtlpSink sink = OtlpSink.start();

  @AfterEach
  void stop() {
    sink.close();
  }

  private static Span.Builder span(int id, int parent, String name) {
    Span.Builder span =
        Span.newBuilder().setName(name).setTraceId(bytes(16, 1)).setSpanId(bytes(8, id));
    return parent == 0 ? span : span.setParentSpanId(bytes(8, parent));
  }

  private static ByteString bytes(int length, int last) {
    byte[] bytes = new byte[length];
    bytes[length - 1] = (byte) last;
    return ByteString.copyFrom(bytes);
  }

  private int send(String encoding, String type, byte[] body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sink.endpoint() + "/v1/traces"))
            .header("Content-Type", type)
            .header("Content-Encoding", encoding)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static byte[] request(Span.Builder... spans) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (Span.Builder span : spans) {
      request.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(span);
    }
    return request.build().toByteArray();
  }

  @Test
  void receive_gzip_spansFormTheirTree() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(request(span(2, 1, "child"), span(1, 0, "root"), span(3, 9, "stray")));
    }
    assertThat(send("gzip", "application/x-protobuf", zipped.toByteArray())).isEqualTo(200);
    Trace trace = sink.awaitTrace("0".repeat(31) + "1", 3);
    assertThat(trace.children(trace.named("root"))).containsExactly(trace.named("child"));
    assertThat(trace.tree())
        .contains("    UNSPECIFIED 'child'")
        .contains("0000000000000009 elsewhere");
    assertThat(sink.problems()).isEmpty();
  }

  @Test
  void receive_garbageAndWrongType_areProblems() throws Exception {
    send("identity", "application/x-protobuf", new byte[] {1, 2, 3});
    send("identity", "application/json", request(span(1, 0, "root")));
    assertThat(sink.problems()).hasSize(2).element(1).asString().contains("application/json");
    assertThat(sink.spans()).isEmpty();
  }
}
