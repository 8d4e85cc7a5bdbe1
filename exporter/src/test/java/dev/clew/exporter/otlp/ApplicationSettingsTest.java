package dev.clew.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.exporter.SpanPipeline;
import dev.clew.exporter.TestSpans;
import dev.clew.exporter.collector.Fault;
import dev.clew.exporter.collector.FaultyCollector;
import dev.clew.exporter.collector.TestCertificates;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application sets for its own HTTP calls neither sees nor changes an export. */
class ApplicationSettingsTest {

  @TempDir Path folder;

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private final CookieHandler cookies = CookieHandler.getDefault();
  private final ProxySelector proxies = ProxySelector.getDefault();
  private final SSLContext tls = defaultTls();
  private final SSLSocketFactory httpsSockets = HttpsURLConnection.getDefaultSSLSocketFactory();
  private final HostnameVerifier verifier = HttpsURLConnection.getDefaultHostnameVerifier();
  private final boolean redirects = HttpURLConnection.getFollowRedirects();
  private final Handler logHandler = new RecordingHandler();

  @BeforeEach
  void set() throws Exception {
    CookieHandler.setDefault(new RecordingCookies());
    Authenticator.setDefault(new RecordingAuthenticator());
    ProxySelector.setDefault(new RecordingProxies());
    HttpURLConnection.setFollowRedirects(true);
    HttpsURLConnection.setDefaultHostnameVerifier(
        (host, session) -> {
          asked.add("verifier");
          return true;
        });
    SSLContext unusable = SSLContext.getInstance("TLS"); // never initialised
    SSLContext.setDefault(unusable);
    Logger.getLogger("").addHandler(logHandler);
  }

  @AfterEach
  void restore() {
    CookieHandler.setDefault(cookies);
    Authenticator.setDefault(null);
    ProxySelector.setDefault(proxies);
    HttpURLConnection.setFollowRedirects(redirects);
    HttpsURLConnection.setDefaultHostnameVerifier(verifier);
    HttpsURLConnection.setDefaultSSLSocketFactory(httpsSockets);
    SSLContext.setDefault(tls);
    Logger.getLogger("").removeHandler(logHandler);
  }

  @Test
  void export_hostileDefaults_delivers() throws Exception {
    try (FaultyCollector collector = FaultyCollector.start()) {
      assertThat(exported(OtlpSettings.builder().endpoint(collector.endpoint()))).isEqualTo(2);
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void export_hostileDefaultsAndTls_delivers() throws Exception {
    TestCertificates server = TestCertificates.create(folder, "server", "EC", "ip:127.0.0.1");
    try (FaultyCollector collector = FaultyCollector.start(server.serverSockets(null), false)) {
      OtlpSettings.Builder settings =
          OtlpSettings.builder()
              .endpoint(collector.endpoint())
              .certificate(server.certificate().toString());
      assertThat(exported(settings)).isEqualTo(2);
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void export_challengeAndRedirect_askNobodyAndLogNothingThroughTheApplication() throws Exception {
    try (FaultyCollector collector = FaultyCollector.start()) {
      collector.answer(Fault.UNAUTHORIZED, Fault.REDIRECT);
      assertThat(exported(OtlpSettings.builder().endpoint(collector.endpoint()))).isZero();
    }
    assertThat(asked).isEmpty();
  }

  /**
   * Why the sender does not use HttpURLConnection: it cannot be kept from asking the application's
   * cookie handler.
   */
  @Test
  void httpUrlConnection_hostileDefaults_asksTheApplication() throws Exception {
    try (FaultyCollector collector = FaultyCollector.start()) {
      URI address = URI.create(collector.endpoint() + "/v1/traces");
      HttpURLConnection connection =
          (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
      connection.setRequestMethod("POST");
      connection.setUseCaches(false);
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(1);
      connection.getOutputStream().write('x');
      assertThat(connection.getResponseCode()).isEqualTo(200);
      connection.disconnect();
    }
    assertThat(asked).contains("cookies");
  }

  private static long exported(OtlpSettings.Builder settings) {
    SpanPipeline pipeline =
        SpanPipeline.builder(OtlpSpanExporter.create(settings.build()))
            .scheduleMillis(3_600_000)
            .build();
    TestSpans spans = new TestSpans(pipeline);
    for (int i = 0; i < 2; i++) {
      spans.end(1);
      pipeline.forceFlush().join(60, TimeUnit.SECONDS);
    }
    assertThat(pipeline.shutdown(60_000)).isTrue();
    return pipeline.counters().exported();
  }

  private static SSLContext defaultTls() {
    try {
      return SSLContext.getDefault();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private final class RecordingCookies extends CookieHandler {
    @Override
    public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
      asked.add("cookies");
      return Map.of("Cookie", List.of("session=secret"));
    }

    @Override
    public void put(URI uri, Map<String, List<String>> headers) {
      asked.add("cookies");
    }
  }

  private final class RecordingAuthenticator extends Authenticator {
    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      asked.add("authenticator");
      return new PasswordAuthentication("user", "secret".toCharArray());
    }
  }

  private final class RecordingProxies extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      asked.add("proxies for " + uri);
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException thrown) {
      asked.add("proxy failure");
    }
  }

  private final class RecordingHandler extends Handler {
    @Override
    public void publish(LogRecord record) {
      asked.add("log " + record.getLoggerName() + ": " + record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
