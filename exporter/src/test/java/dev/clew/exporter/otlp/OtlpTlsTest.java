package dev.clew.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.clew.exporter.SpanPipeline;
import dev.clew.exporter.TestSpans;
import dev.clew.exporter.collector.FaultyCollector;
import dev.clew.exporter.collector.TestCertificates;
import dev.clew.exporter.logs.RecordedLogs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpTlsTest {

  @TempDir static Path folder;

  private static TestCertificates server;
  private static TestCertificates elsewhere;
  private static TestCertificates client;

  @BeforeAll
  static void makeCertificates() throws Exception {
    server = TestCertificates.create(folder, "server", "EC", "ip:127.0.0.1");
    elsewhere = TestCertificates.create(folder, "elsewhere", "EC", "dns:elsewhere.example");
    client = TestCertificates.create(folder, "client", "RSA", "dns:client");
  }

  @BeforeEach
  void clearLogs() {
    RecordedLogs.clear();
  }

  @Test
  void export_ownAuthority_deliversOverOneConnection() throws Exception {
    try (FaultyCollector collector = FaultyCollector.start(server.serverSockets(null), false)) {
      assertThat(exported(settings(collector).certificate(server.certificate().toString())))
          .isEqualTo(3);
      assertThat(collector.connections()).isEqualTo(1);
      assertThat(TestSpans.names(collector.accepted())).hasSize(3);
    }
    assertThat(RecordedLogs.lines()).isEmpty();
  }

  @Test
  void export_unknownAuthority_isRefusedWithoutRetry() throws Exception {
    try (FaultyCollector collector = FaultyCollector.start(server.serverSockets(null), false)) {
      assertThat(exported(settings(collector))).isZero();
      assertThat(collector.requests()).isEmpty();
    }
    assertThat(RecordedLogs.lines())
        .hasSize(1)
        .allMatch(line -> line.contains("certification path"));
  }

  @Test
  void export_certificateOfAnotherHost_isRefused() throws Exception {
    try (FaultyCollector collector = FaultyCollector.start(elsewhere.serverSockets(null), false)) {
      assertThat(exported(settings(collector).certificate(elsewhere.certificate().toString())))
          .isZero();
      assertThat(collector.requests()).isEmpty();
    }
    assertThat(RecordedLogs.lines()).hasSize(1);
  }

  @Test
  void export_plainPeer_isRefused() throws Exception {
    try (FaultyCollector collector = FaultyCollector.start()) {
      String https = collector.endpoint().replace("http:", "https:");
      assertThat(exported(OtlpSettings.builder().endpoint(https).timeoutMillis(2000))).isZero();
    }
    assertThat(RecordedLogs.lines()).hasSize(1);
  }

  @Test
  void export_clientCertificateAsked_isShownFromEitherKeyForm() throws Exception {
    for (Path key : new Path[] {client.key(), client.pkcs1Key()}) {
      try (FaultyCollector collector = FaultyCollector.start(server.serverSockets(client), true)) {
        OtlpSettings.Builder settings =
            settings(collector)
                .certificate(server.certificate().toString())
                .client(key.toString(), client.certificate().toString());
        assertThat(exported(settings)).as(key.toString()).isEqualTo(3);
      }
    }
  }

  @Test
  void export_clientCertificateAskedAndMissing_isDropped() throws Exception {
    try (FaultyCollector collector = FaultyCollector.start(server.serverSockets(client), true)) {
      assertThat(exported(settings(collector).certificate(server.certificate().toString())))
          .isZero();
      assertThat(collector.requests()).isEmpty();
    }
  }

  @Test
  void create_unusablePem_namesKeyFileAndWhatIsAccepted() throws Exception {
    Path text = Files.writeString(folder.resolve("text.pem"), "hello");
    Path encrypted =
        Files.writeString(
            folder.resolve("encrypted.pem"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA==\n");
    String certificate = client.certificate().toString();
    OtlpSettings.Builder secure = OtlpSettings.builder().endpoint("https://localhost");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OtlpSpanExporter.create(secure.certificate("/no/such.pem").build()))
        .withMessageContaining(
            "exporter.otlp.certificate=/no/such.pem cannot be read, accepted: a PEM file");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OtlpSpanExporter.create(secure.certificate(text.toString()).build()))
        .withMessageContaining("exporter.otlp.certificate=" + text);
    secure.certificate(null);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> OtlpSpanExporter.create(secure.client(text.toString(), certificate).build()))
        .withMessageContaining("BEGIN PRIVATE KEY");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> OtlpSpanExporter.create(secure.client(encrypted.toString(), certificate).build()))
        .withMessageContaining("a key without a password");
  }

  private static OtlpSettings.Builder settings(FaultyCollector collector) {
    return OtlpSettings.builder().endpoint(collector.endpoint()).retry(new RetryPolicy(2, 1, 1, 1));
  }

  /** Ends three spans in three batches; gives how many were exported. */
  private static long exported(OtlpSettings.Builder settings) {
    SpanPipeline pipeline =
        SpanPipeline.builder(OtlpSpanExporter.create(settings.build()))
            .scheduleMillis(3_600_000)
            .build();
    try (TestSpans spans = new TestSpans(pipeline)) {
      for (int i = 0; i < 3; i++) {
        spans.end(1);
        pipeline.forceFlush().join(60, TimeUnit.SECONDS);
      }
      assertThat(pipeline.shutdown(60_000)).isTrue();
    }
    assertThat(pipeline.counters().balanced()).isTrue();
    return pipeline.counters().exported();
  }
}
