package dev.clew.exporter.otlp;

import dev.clew.exporter.DeadlineExporter;
import dev.clew.exporter.DropReason;
import dev.clew.exporter.ExportFailure;
import dev.clew.exporter.http.TlsContext;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.Collections;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans as OTLP/HTTP protobuf. The SDK's exporter serialises, our sender delivers.
 *
 * <p>Export blocks its caller, for at most the timeout unless the collector asked for a pause; call
 * it from the pipeline's thread only. It never throws; the result says through {@link
 * ExportFailure} what was lost.
 */
public final class OtlpSpanExporter implements DeadlineExporter {

  private static final int MAX_PEM_BYTES = 1 << 20;

  private final OtlpSettings settings;
  private final OtlpSender sender;
  private final OtlpHttpSpanExporter serialiser;

  private OtlpSpanExporter(
      OtlpSettings settings, OtlpSender sender, OtlpHttpSpanExporter serialiser) {
    this.settings = settings;
    this.sender = sender;
    this.serialiser = serialiser;
  }

  /**
   * Makes an exporter; connects to nothing yet.
   *
   * @throws IllegalArgumentException if a PEM file cannot be used; the message names key, file and
   *     what is accepted
   */
  public static OtlpSpanExporter create(OtlpSettings settings) {
    OtlpSender sender = new OtlpSender(settings, tls(settings));
    OtlpHttpSpanExporter serialiser =
        OtlpHttpSpanExporter.builder()
            .setComponentLoader(new OwnComponents(sender))
            .setEndpoint(settings.tracesUri().toString())
            .setCompression("none") // the sender compresses
            .setRetryPolicy(null) // and repeats
            .setMeterProvider(MeterProvider.noop())
            .setMemoryMode(MemoryMode.REUSABLE_DATA)
            .build();
    return new OtlpSpanExporter(settings, sender, serialiser);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result;
    try {
      result = serialiser.export(spans);
    } catch (ExportFailure failure) {
      return CompletableResultCode.ofExceptionalFailure(failure);
    }
    long rejected = sender.rejected();
    if (rejected > 0 && result.isSuccess()) {
      return CompletableResultCode.ofExceptionalFailure(
          new ExportFailure(
              DropReason.REJECTED_BY_COLLECTOR, rejected, "rejected by the collector"));
    }
    return result;
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return serialiser.shutdown();
  }

  @Override
  public void finishBy(long nanoTime) {
    sender.finishBy(nanoTime);
  }

  @Override
  public String toString() {
    return settings.toString();
  }

  private static @Nullable SSLSocketFactory tls(OtlpSettings settings) {
    if (!settings.address().secure()) {
      return null;
    }
    byte[] authorities = pem("exporter.otlp.certificate", settings.certificate());
    byte[] key = pem("exporter.otlp.client.key", settings.clientKey());
    byte[] chain = pem("exporter.otlp.client.certificate", settings.clientCertificate());
    try {
      return TlsContext.create(authorities, key, chain);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "exporter.otlp.certificate="
              + settings.certificate()
              + ", exporter.otlp.client.key="
              + settings.clientKey()
              + ", exporter.otlp.client.certificate="
              + settings.clientCertificate()
              + " cannot be used: "
              + e.getMessage(),
          e);
    }
  }

  private static byte @Nullable [] pem(String key, @Nullable String file) {
    if (file == null) {
      return null;
    }
    try (InputStream in = new FileInputStream(file)) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      byte[] part = new byte[8192];
      for (int read = in.read(part);
          read >= 0 && content.size() <= MAX_PEM_BYTES;
          read = in.read(part)) {
        content.write(part, 0, read);
      }
      return content.toByteArray();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          key + "=" + file + " cannot be read, accepted: a PEM file of at most 1 MiB", e);
    }
  }

  /** Gives the SDK our sender and nothing else, without a look into any service file. */
  private static final class OwnComponents implements ComponentLoader, HttpSenderProvider {
    private final HttpSender sender;

    OwnComponents(HttpSender sender) {
      this.sender = sender;
    }

    @Override
    public <T> Iterable<T> load(Class<T> service) {
      return service == HttpSenderProvider.class
          ? Collections.singleton(service.cast(this))
          : Collections.<T>emptySet();
    }

    @Override
    public HttpSender createSender(HttpSenderConfig config) {
      return sender;
    }
  }
}
