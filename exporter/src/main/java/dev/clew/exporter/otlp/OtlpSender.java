package dev.clew.exporter.otlp;

import dev.clew.exporter.DropReason;
import dev.clew.exporter.ExportFailure;
import dev.clew.exporter.OncePerCause;
import dev.clew.exporter.http.HttpFault;
import dev.clew.exporter.http.HttpPost;
import dev.clew.exporter.http.HttpReply;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers one serialised batch, with retries, on the calling thread.
 *
 * <p>A failure leaves {@link #send} as an {@link ExportFailure}, not through {@code onError}: the
 * SDK would log that through {@code java.util.logging}, whose handlers and levels belong to the
 * application.
 */
final class OtlpSender implements HttpSender {

  private static final Logger LOG = LoggerFactory.getLogger("dev.clew.exporter.otlp");
  private static final int MAX_REPLY_BYTES = 4 << 20;
  private static final int KEPT_BUFFER_BYTES = 1 << 20;

  private final OtlpSettings settings;
  private final HttpPost http;
  private final String headerLines;
  private final OncePerCause warnings = new OncePerCause(LOG);
  private final Pause pause = new Pause();

  private Buffer buffer = new Buffer();

  /** The collector asked for silence until then; {@link System#nanoTime}. Worker thread only. */
  private long quietUntil = System.nanoTime();

  /** Spans refused of the batch last delivered. Worker thread only. */
  private long rejected;

  private boolean failing;

  OtlpSender(OtlpSettings settings, @Nullable SSLSocketFactory tls) {
    this.settings = settings;
    this.http =
        new HttpPost(settings.address(), tls, settings.connectTimeoutMillis(), MAX_REPLY_BYTES);
    this.headerLines = headerLines(settings);
  }

  /** Ends waits and requests by {@code nanoTime}, any thread. */
  void finishBy(long nanoTime) {
    pause.finishBy(nanoTime);
    http.finishBy(nanoTime);
  }

  /** How many spans of the batch just sent the collector refused. */
  long rejected() {
    return rejected;
  }

  @Override
  public void send(
      MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    rejected = 0;
    Buffer body = serialise(message);
    if (!pause.until(quietUntil, true)) {
      throw failed("throttled", "the collector asked for a pause and the process ends", null);
    }
    HttpReply reply = deliver(body);
    if (failing) {
      failing = false;
      LOG.info("Export to {} works again", settings.tracesUri());
    }
    read(reply);
    onResponse.accept(new Answer(reply));
  }

  @Override
  public CompletableResultCode shutdown() {
    http.close();
    return CompletableResultCode.ofSuccess();
  }

  private HttpReply deliver(Buffer body) {
    long deadline =
        pause.earlier(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.timeoutMillis()));
    for (int attempt = 1; ; attempt++) {
      long wait = settings.retry().backoffMillis(attempt, ThreadLocalRandom.current().nextDouble());
      ExportFailure failure;
      boolean reachable = false;
      try {
        HttpReply reply = http.post(headerLines, body.bytes(), body.size(), deadline);
        if (reply.status() / 100 == 2) {
          return reply;
        }
        if (!RetryPolicy.isRetryable(reply.status())) {
          throw refused(reply);
        }
        reachable = true;
        wait = Math.max(wait, heed(reply));
        failure = refused(reply);
      } catch (IOException e) {
        failure = unreachable(e);
        if (e instanceof HttpFault || e instanceof SSLException) {
          throw failure;
        }
      }
      long resume = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait);
      boolean last =
          attempt >= settings.retry().attempts() || resume - pause.earlier(deadline) >= 0;
      // A dead collector must not hold up the end of the process; one that answers may get its
      // pause.
      if (last || !pause.until(resume, reachable)) {
        throw failure;
      }
    }
  }

  /** Remembers a pause the collector asked for; it also holds for later batches. */
  private long heed(HttpReply reply) {
    long millis =
        RetryPolicy.retryAfterMillis(reply.header("retry-after"), System.currentTimeMillis());
    if (millis > 0) {
      quietUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }
    return millis;
  }

  private void read(HttpReply reply) {
    String type = reply.header("content-type");
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/")) {
      warnings.warn(
          "content-type",
          settings.tracesUri() + " answers with text; is it an OTLP receiver?",
          null);
      return;
    }
    PartialSuccess partial = PartialSuccess.parse(reply.body());
    rejected = partial.rejected();
    if (rejected > 0) {
      warnings.warn(
          "partial", "The collector rejected " + rejected + " spans: " + partial.message(), null);
    } else if (!partial.message().isEmpty()) {
      warnings.warn("partial-warning", "The collector warns: " + partial.message(), null);
    }
  }

  private ExportFailure refused(HttpReply reply) {
    int status = reply.status();
    String why =
        "the collector answered "
            + status
            + (status / 100 == 3 ? ", redirects are not followed" : "");
    return failed("status " + status, why, null);
  }

  private ExportFailure unreachable(IOException thrown) {
    return failed(thrown.getClass().getName(), String.valueOf(thrown.getMessage()), thrown);
  }

  private ExportFailure failed(String cause, String why, @Nullable IOException thrown) {
    failing = true;
    String message = "Export to " + settings.tracesUri() + " failed: " + why;
    warnings.warn(cause, message, thrown);
    return new ExportFailure(DropReason.EXPORT_FAILED, ExportFailure.WHOLE_BATCH, message);
  }

  private Buffer serialise(MessageWriter message) {
    if (buffer.capacity() > KEPT_BUFFER_BYTES) {
      buffer = new Buffer();
    }
    buffer.reset();
    try {
      if (settings.gzip()) {
        try (OutputStream zipped = new GZIPOutputStream(buffer, 8192)) {
          message.writeMessage(zipped);
        }
      } else {
        message.writeMessage(buffer);
      }
    } catch (IOException e) {
      throw failed("serialise", "the batch could not be serialised", e);
    }
    return buffer;
  }

  private static String headerLines(OtlpSettings settings) {
    StringBuilder lines = new StringBuilder();
    if (!settings.hasHeader("user-agent")) {
      lines.append("User-Agent: ").append(settings.userAgent()).append("\r\n");
    }
    lines.append("Content-Type: application/x-protobuf\r\n");
    if (settings.gzip()) {
      lines.append("Content-Encoding: gzip\r\n");
    }
    for (Map.Entry<String, String> header : settings.headers().entrySet()) {
      lines.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    return lines.toString();
  }

  private static final class Answer implements HttpResponse {
    private final HttpReply reply;

    Answer(HttpReply reply) {
      this.reply = reply;
    }

    @Override
    public int getStatusCode() {
      return reply.status();
    }

    @Override
    public String getStatusMessage() {
      return "";
    }

    @Override
    public byte[] getResponseBody() {
      return reply.body();
    }
  }
}
