package dev.clew.exporter.otlp;

import static java.util.Objects.requireNonNull;

import dev.clew.exporter.http.HttpAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and how spans are sent. Immutable. Setters of the builder throw {@link
 * IllegalArgumentException} naming the configuration key, the value (a secret only as {@code ***})
 * and what is accepted.
 */
public final class OtlpSettings {

  static final String ENDPOINT_KEY = "exporter.otlp.endpoint";
  private static final String TRACES_ENDPOINT_KEY = "exporter.otlp.traces.endpoint";
  private static final String HEADERS_KEY = "exporter.otlp.headers";
  private static final List<String> OWN_HEADERS =
      Arrays.asList(
          "host",
          "connection",
          "content-length",
          "content-type",
          "content-encoding",
          "transfer-encoding");
  private static final String TRACES_PATH = "/v1/traces";
  private static final String DEFAULT_URI = "http://localhost:4318" + TRACES_PATH;

  private final URI tracesUri;
  private final HttpAddress address;
  private final Map<String, String> headers;
  private final boolean gzip;
  private final long timeoutMillis;
  private final long connectTimeoutMillis;
  private final @Nullable String certificate;
  private final @Nullable String clientKey;
  private final @Nullable String clientCertificate;
  private final RetryPolicy retry;
  private final String userAgent;

  private OtlpSettings(Builder builder) {
    this.tracesUri = builder.tracesUri;
    this.address = builder.address;
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
    this.gzip = builder.gzip;
    this.timeoutMillis = builder.timeoutMillis;
    this.connectTimeoutMillis = builder.connectTimeoutMillis;
    this.certificate = builder.certificate;
    this.clientKey = builder.clientKey;
    this.clientCertificate = builder.clientCertificate;
    this.retry = builder.retry;
    this.userAgent = builder.userAgent;
  }

  /** Starts from the defaults: {@code http://localhost:4318}, gzip, 10 seconds, five attempts. */
  public static Builder builder() {
    return new Builder();
  }

  /** The complete address, ending in {@code /v1/traces}. */
  public URI tracesUri() {
    return tracesUri;
  }

  HttpAddress address() {
    return address;
  }

  Map<String, String> headers() {
    return headers;
  }

  boolean hasHeader(String lowerCaseName) {
    for (String name : headers.keySet()) {
      if (name.toLowerCase(Locale.ROOT).equals(lowerCaseName)) {
        return true;
      }
    }
    return false;
  }

  boolean gzip() {
    return gzip;
  }

  long timeoutMillis() {
    return timeoutMillis;
  }

  long connectTimeoutMillis() {
    return connectTimeoutMillis;
  }

  @Nullable String certificate() {
    return certificate;
  }

  @Nullable String clientKey() {
    return clientKey;
  }

  @Nullable String clientCertificate() {
    return clientCertificate;
  }

  RetryPolicy retry() {
    return retry;
  }

  String userAgent() {
    return userAgent;
  }

  /** Fit for a log: header values are masked. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("otlp ").append(tracesUri);
    for (String name : headers.keySet()) {
      text.append(' ').append(name).append("=***");
    }
    return text.append(gzip ? " gzip " : " ").append(timeoutMillis).append(" ms").toString();
  }

  /** Collects settings; not thread-safe. */
  public static final class Builder {

    private URI tracesUri = URI.create(DEFAULT_URI);
    private HttpAddress address = requireNonNull(HttpAddress.parse(DEFAULT_URI));
    private Map<String, String> headers = new LinkedHashMap<>();
    private boolean gzip = true;
    private long timeoutMillis = 10_000;
    private long connectTimeoutMillis = 10_000;
    private @Nullable String certificate;
    private @Nullable String clientKey;
    private @Nullable String clientCertificate;
    private RetryPolicy retry = RetryPolicy.DEFAULT;
    private String userAgent = "clew";

    private Builder() {}

    /**
     * Key {@code exporter.otlp.endpoint}: {@code http} or {@code https}, a host, no user, query or
     * fragment. {@code /v1/traces} is appended unless the path already ends so.
     */
    public Builder endpoint(String endpoint) {
      String base = endpoint.trim();
      while (base.endsWith("/")) {
        base = base.substring(0, base.length() - 1);
      }
      return address(
          ENDPOINT_KEY, endpoint, base.endsWith(TRACES_PATH) ? base : base + TRACES_PATH);
    }

    /**
     * Key {@code exporter.otlp.traces.endpoint}: the complete address, to which nothing is added; a
     * bare host gets the path {@code /}. Replaces {@link #endpoint}.
     */
    public Builder tracesEndpoint(String endpoint) {
      return address(TRACES_ENDPOINT_KEY, endpoint, endpoint.trim());
    }

    private Builder address(String key, String given, String complete) {
      HttpAddress parsed = HttpAddress.parse(complete);
      if (parsed == null) {
        throw badEndpoint(key, given);
      }
      address = parsed;
      tracesUri = URI.create(complete);
      return this;
    }

    /**
     * Key {@code exporter.otlp.headers}, as {@code name=value,name=value} with percent-encoded
     * values, the form of {@code OTEL_EXPORTER_OTLP_HEADERS}. Replaces earlier headers.
     */
    public Builder headers(String list) {
      Map<String, String> parsed = new LinkedHashMap<>();
      int start = 0;
      while (start < list.length()) {
        int comma = list.indexOf(',', start);
        int end = comma < 0 ? list.length() : comma;
        String member = list.substring(start, end).trim();
        start = end + 1;
        if (member.isEmpty()) {
          continue;
        }
        int equals = member.indexOf('=');
        if (equals <= 0) {
          throw new IllegalArgumentException(
              HEADERS_KEY + "=*** is malformed, accepted: name=value,name=value");
        }
        parsed.put(
            member.substring(0, equals).trim(),
            HeaderText.decode(member.substring(equals + 1).trim()));
      }
      return headers(parsed);
    }

    /**
     * Replaces the headers. Names are tokens and none the sender sets itself, values have no
     * control characters.
     */
    public Builder headers(Map<String, String> nameToValue) {
      for (Map.Entry<String, String> entry : nameToValue.entrySet()) {
        if (!HeaderText.isName(entry.getKey())) {
          throw new IllegalArgumentException(
              HEADERS_KEY
                  + ": "
                  + entry.getKey()
                  + " is no header name, accepted: letters, digits, - _ .");
        }
        if (OWN_HEADERS.contains(entry.getKey().toLowerCase(Locale.ROOT))) {
          throw new IllegalArgumentException(
              HEADERS_KEY
                  + ": "
                  + entry.getKey()
                  + " is set by the exporter, accepted: any other header");
        }
        if (!HeaderText.isValue(entry.getValue())) {
          throw new IllegalArgumentException(
              HEADERS_KEY
                  + ": "
                  + entry.getKey()
                  + "=*** is no header value, accepted: printable Latin-1 characters");
        }
      }
      headers = new LinkedHashMap<>(nameToValue);
      return this;
    }

    /** Key {@code exporter.otlp.compression}: {@code gzip} or {@code none}. */
    public Builder compression(String name) {
      if (!name.equals("gzip") && !name.equals("none")) {
        throw new IllegalArgumentException(
            "exporter.otlp.compression=" + name + " is unknown, accepted: gzip, none");
      }
      gzip = name.equals("gzip");
      return this;
    }

    /**
     * Key {@code exporter.otlp.timeout}: the most one batch may take with all its attempts, in [1
     * ms, 10 minutes].
     */
    public Builder timeoutMillis(long millis) {
      timeoutMillis = inRange("exporter.otlp.timeout", millis);
      return this;
    }

    /**
     * The most one TCP connection may take, in [1 ms, 10 minutes]; the timeout above limits it too.
     */
    public Builder connectTimeoutMillis(long millis) {
      connectTimeoutMillis = inRange("exporter.otlp.connect.timeout", millis);
      return this;
    }

    /**
     * Key {@code exporter.otlp.certificate}: PEM file with the only authorities to trust; null for
     * the JDK's.
     */
    public Builder certificate(@Nullable String file) {
      certificate = file;
      return this;
    }

    /**
     * Keys {@code exporter.otlp.client.key} and {@code .client.certificate}: PEM files, both or
     * neither.
     */
    public Builder client(@Nullable String keyFile, @Nullable String certificateFile) {
      if ((keyFile == null) != (certificateFile == null)) {
        String present =
            keyFile == null ? "exporter.otlp.client.certificate" : "exporter.otlp.client.key";
        throw new IllegalArgumentException(
            present
                + " is set alone, accepted: exporter.otlp.client.key and exporter.otlp.client.certificate together");
      }
      clientKey = keyFile;
      clientCertificate = certificateFile;
      return this;
    }

    /** When to try again. */
    public Builder retry(RetryPolicy policy) {
      retry = policy;
      return this;
    }

    /** The value of {@code User-Agent}. */
    public Builder userAgent(String agent) {
      if (!HeaderText.isValue(agent)) {
        throw new IllegalArgumentException("user agent: accepted are printable Latin-1 characters");
      }
      userAgent = agent;
      return this;
    }

    public OtlpSettings build() {
      return new OtlpSettings(this);
    }

    private static long inRange(String key, long millis) {
      if (millis < 1 || millis > 600_000) {
        throw new IllegalArgumentException(
            key + "=" + millis + " ms is out of range, accepted: 1 ms to 10 minutes");
      }
      return millis;
    }

    private static IllegalArgumentException badEndpoint(String key, String endpoint) {
      int at = endpoint.lastIndexOf('@');
      String shown =
          at < 0 ? endpoint : "***" + endpoint.substring(at); // a user's password stays out of logs
      return new IllegalArgumentException(
          key
              + "="
              + shown
              + " is no usable address, accepted: http://host:port or https://host:port with an optional path");
    }
  }
}
