package dev.clew.runtime.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The key registry. Messages, the reference page and the template are made from it. */
public final class Keys {

  private static final Map<String, List<ConfigKey<?>>> SECTIONS = new LinkedHashMap<>();

  private static final String START = "Start";

  public static final ConfigKey<Boolean> ENABLED =
      add(
          START,
          ConfigKey.of(
                  "enabled",
                  ValueType.flag(),
                  "true",
                  "`false` leaves the application alone: nothing is started.")
              .alias("otel.javaagent.enabled")
              .aliasValue("otel.sdk.disabled", "true", "false"));

  public static final ConfigKey<String> CONFIG_FILE =
      add(
          START,
          ConfigKey.of(
                  "config.file",
                  ValueType.text(),
                  "",
                  "Path of the properties file; without it `agent.properties` beside the jar.")
              .alias("otel.javaagent.configuration-file"));

  public static final ConfigKey<Long> CONFIG_POLL =
      add(
          START,
          ConfigKey.of(
                  "config.poll",
                  ValueType.duration(0, 86_400_000),
                  "5s",
                  "How often the file is looked at for changes; 0 never.")
              .live());

  public static final ConfigKey<Long> START_WAIT =
      add(
          START,
          ConfigKey.of(
              "start.wait",
              ValueType.duration(0, 60_000),
              "2s",
              "How long the first hooked call waits for the agent to be ready. Calls that come"
                  + " earlier are not traced."));

  public static final ConfigKey<String> DISPATCHER_STRATEGY =
      add(
          START,
          ConfigKey.of(
              "dispatcher.strategy",
              ValueType.choice("auto", "lookup", "unsafe", "append"),
              "auto",
              "How the dispatcher class gets into the JVM; for diagnosis, as system property"
                  + " only."));

  private static final String SERVICE = "Service";

  public static final ConfigKey<String> SERVICE_NAME =
      add(
          SERVICE,
          ConfigKey.of(
                  "service.name",
                  ValueType.text(),
                  "",
                  "Name of this service. Without it: `service.name` of the resource attributes,"
                      + " `spring.application.name`, the jar's name, the main class.")
              .alias("otel.service.name"));

  public static final ConfigKey<Map<String, String>> RESOURCE_ATTRIBUTES =
      add(
          SERVICE,
          ConfigKey.of(
                  "resource.attributes",
                  ValueType.pairs(),
                  "",
                  "Attributes of everything this process sends:"
                      + " `deployment.environment.name=prod,team=a`.")
              .alias("otel.resource.attributes"));

  private static final String SAMPLING = "Sampling and propagation";

  public static final ConfigKey<String> SAMPLING_MODE =
      add(
          SAMPLING,
          ConfigKey.of(
                  "sampling.mode",
                  ValueType.choice(
                      "always_on",
                      "always_off",
                      "ratio",
                      "parentbased_always_on",
                      "parentbased_always_off",
                      "parentbased_ratio",
                      "traceidratio=ratio",
                      "parentbased_traceidratio=parentbased_ratio"),
                  "parentbased_always_on",
                  "Which traces are recorded; `parentbased_` follows the caller's decision.")
              .live()
              .alias("otel.traces.sampler"));

  public static final ConfigKey<Double> SAMPLING_RATIO =
      add(
          SAMPLING,
          ConfigKey.of(
                  "sampling.ratio",
                  ValueType.ratio(),
                  "1.0",
                  "Share of traces that the `ratio` modes record.")
              .live()
              .alias("otel.traces.sampler.arg"));

  public static final ConfigKey<List<String>> PROPAGATION_FORMATS =
      add(
          SAMPLING,
          ConfigKey.of(
                  "propagation.formats",
                  ValueType.choices("tracecontext", "baggage", "none"),
                  "tracecontext,baggage",
                  "Header formats, in the order in which they are read.")
              .live()
              .alias("otel.propagators"));

  private static final String EXPORT = "Export";

  public static final ConfigKey<List<String>> EXPORTER =
      add(
          EXPORT,
          ConfigKey.of(
                  "exporter",
                  ValueType.choices(
                      "otlp", "tree", "none", "console=tree", "logging=tree", "otlp_http=otlp"),
                  "otlp",
                  "Where spans go: an OTLP receiver, trees on the terminal, nowhere.")
              .live()
              .alias("otel.traces.exporter"));

  public static final ConfigKey<String> OTLP_ENDPOINT =
      add(
          EXPORT,
          ConfigKey.of(
                  "exporter.otlp.endpoint",
                  ValueType.text(),
                  "http://localhost:4318",
                  "Base address of the receiver; `/v1/traces` is added.")
              .live()
              .alias("otel.exporter.otlp.endpoint"));

  public static final ConfigKey<String> OTLP_TRACES_ENDPOINT =
      add(
          EXPORT,
          ConfigKey.of(
                  "exporter.otlp.traces.endpoint",
                  ValueType.text(),
                  "",
                  "Full address for traces, taken as it is, instead of the base address.")
              .live()
              .alias("otel.exporter.otlp.traces.endpoint"));

  public static final ConfigKey<String> OTLP_PROTOCOL =
      add(
          EXPORT,
          ConfigKey.of(
                  "exporter.otlp.protocol",
                  ValueType.choice("http/protobuf"),
                  "http/protobuf",
                  "OTLP over HTTP is what the agent speaks.")
              .alias("otel.exporter.otlp.traces.protocol")
              .alias("otel.exporter.otlp.protocol"));

  public static final ConfigKey<Map<String, String>> OTLP_HEADERS =
      add(
          EXPORT,
          ConfigKey.of(
                  "exporter.otlp.headers",
                  ValueType.pairs(),
                  "",
                  "Headers of each export request: `authorization=Bearer%20…`.")
              .live()
              .secret()
              .alias("otel.exporter.otlp.traces.headers")
              .alias("otel.exporter.otlp.headers"));

  public static final ConfigKey<String> OTLP_COMPRESSION =
      add(
          EXPORT,
          ConfigKey.of(
                  "exporter.otlp.compression",
                  ValueType.choice("gzip", "none"),
                  "gzip",
                  "How request bodies are packed.")
              .live()
              .alias("otel.exporter.otlp.traces.compression")
              .alias("otel.exporter.otlp.compression"));

  public static final ConfigKey<Long> OTLP_TIMEOUT =
      add(
          EXPORT,
          ConfigKey.of(
                  "exporter.otlp.timeout",
                  ValueType.duration(1, 600_000),
                  "10s",
                  "Total time of one export request.")
              .live()
              .alias("otel.exporter.otlp.traces.timeout")
              .alias("otel.exporter.otlp.timeout"));

  public static final ConfigKey<String> OTLP_CERTIFICATE =
      add(
          EXPORT,
          ConfigKey.of(
                  "exporter.otlp.certificate",
                  ValueType.text(),
                  "",
                  "PEM file with the certificates that are trusted instead of the JVM's.")
              .live()
              .alias("otel.exporter.otlp.traces.certificate")
              .alias("otel.exporter.otlp.certificate"));

  public static final ConfigKey<String> OTLP_CLIENT_KEY =
      add(
          EXPORT,
          ConfigKey.of(
                  "exporter.otlp.client.key",
                  ValueType.text(),
                  "",
                  "PEM file with the private key for mutual TLS.")
              .live()
              .alias("otel.exporter.otlp.traces.client.key")
              .alias("otel.exporter.otlp.client.key"));

  public static final ConfigKey<String> OTLP_CLIENT_CERTIFICATE =
      add(
          EXPORT,
          ConfigKey.of(
                  "exporter.otlp.client.certificate",
                  ValueType.text(),
                  "",
                  "PEM file with the certificate chain for mutual TLS.")
              .live()
              .alias("otel.exporter.otlp.traces.client.certificate")
              .alias("otel.exporter.otlp.client.certificate"));

  public static final ConfigKey<Integer> QUEUE_SIZE =
      add(
          EXPORT,
          ConfigKey.of(
                  "exporter.queue.size",
                  ValueType.integer(1, 1 << 20),
                  "2048",
                  "Finished spans that may wait; more are dropped and counted.")
              .alias("otel.bsp.max.queue.size"));

  public static final ConfigKey<Integer> BATCH_SIZE =
      add(
          EXPORT,
          ConfigKey.of(
                  "exporter.batch.size",
                  ValueType.integer(1, 1 << 16),
                  "512",
                  "Spans of one export request at most.")
              .alias("otel.bsp.max.export.batch.size"));

  public static final ConfigKey<Long> SCHEDULE =
      add(
          EXPORT,
          ConfigKey.of(
                  "exporter.schedule",
                  ValueType.duration(1, 3_600_000),
                  "5s",
                  "How long a span waits for its batch to fill.")
              .alias("otel.bsp.schedule.delay"));

  public static final ConfigKey<Long> EXPORT_TIMEOUT =
      add(
          EXPORT,
          ConfigKey.of(
                  "exporter.timeout",
                  ValueType.duration(1, 600_000),
                  "30s",
                  "Total time of one batch, retries included.")
              .alias("otel.bsp.export.timeout"));

  private static final String SPANS = "Spans";

  public static final ConfigKey<Integer> LIMIT_ATTRIBUTES =
      add(
          SPANS,
          limit("span.limit.attributes", "128", "Attributes of a span at most.")
              .alias("otel.span.attribute.count.limit")
              .alias("otel.attribute.count.limit"));

  public static final ConfigKey<Integer> LIMIT_ATTRIBUTE_LENGTH =
      add(
          SPANS,
          limit("span.limit.attribute-length", "65536", "Characters of an attribute at most.")
              .alias("otel.span.attribute.value.length.limit")
              .alias("otel.attribute.value.length.limit"));

  public static final ConfigKey<Integer> LIMIT_EVENTS =
      add(
          SPANS,
          limit("span.limit.events", "128", "Events of a span at most.")
              .alias("otel.span.event.count.limit"));

  public static final ConfigKey<Integer> LIMIT_LINKS =
      add(
          SPANS,
          limit("span.limit.links", "128", "Links of a span at most.")
              .alias("otel.span.link.count.limit"));

  public static final ConfigKey<Integer> LIMIT_EVENT_ATTRIBUTES =
      add(
          SPANS,
          limit("span.limit.event-attributes", "128", "Attributes of an event at most.")
              .alias("otel.event.attribute.count.limit")
              .alias("otel.attribute.count.limit"));

  public static final ConfigKey<Integer> LIMIT_LINK_ATTRIBUTES =
      add(
          SPANS,
          limit("span.limit.link-attributes", "128", "Attributes of a link at most.")
              .alias("otel.link.attribute.count.limit")
              .alias("otel.attribute.count.limit"));

  public static final ConfigKey<List<String>> CLIENT_REQUEST_HEADERS =
      add(SPANS, headers("client", "request"));

  public static final ConfigKey<List<String>> CLIENT_RESPONSE_HEADERS =
      add(SPANS, headers("client", "response"));

  public static final ConfigKey<List<String>> SERVER_REQUEST_HEADERS =
      add(SPANS, headers("server", "request"));

  public static final ConfigKey<List<String>> SERVER_RESPONSE_HEADERS =
      add(SPANS, headers("server", "response"));

  public static final ConfigKey<List<String>> REDACTED_QUERY_PARAMETERS =
      add(
          SPANS,
          ConfigKey.of(
                  "http.redacted-query-parameters",
                  ValueType.list(),
                  "",
                  "Further query parameters whose values are replaced by `REDACTED`, besides the"
                      + " built-in ones.")
              .live());

  public static final ConfigKey<List<String>> KNOWN_HTTP_METHODS =
      add(
          SPANS,
          ConfigKey.of(
                  "http.known-methods",
                  ValueType.list(),
                  "",
                  "Request methods that are not reported as `_OTHER`; without it those of RFC 9110"
                      + " and PATCH.")
              .live()
              .alias("otel.instrumentation.http.known-methods"));

  public static final ConfigKey<List<String>> IGNORED_EXCEPTIONS =
      add(
          SPANS,
          ConfigKey.of(
                  "errors.ignored-exceptions",
                  ValueType.list(),
                  "",
                  "Binary names of exception classes that are no errors, subclasses included.")
              .live());

  public static final ConfigKey<Boolean> SANITIZE_SQL =
      add(
          SPANS,
          ConfigKey.of(
                  "db.sanitize",
                  ValueType.flag(),
                  "true",
                  "Replaces literals in `db.query.text` by `?`.")
              .live()
              .alias("otel.instrumentation.common.db.query-sanitization.enabled")
              .alias("otel.instrumentation.common.db-statement-sanitizer.enabled"));

  private static final String PLUGINS = "Plugins";

  public static final ConfigKey<String> PLUGINS_DEFAULT_MODE =
      add(
          PLUGINS,
          ConfigKey.of(
                  "plugins.default-mode",
                  ValueType.choice("on", "propagate", "off"),
                  "on",
                  "Mode of plugins that no other key names.")
              .live()
              .aliasValue("otel.instrumentation.common.default-enabled", "true", "on")
              .aliasValue("otel.instrumentation.common.default-enabled", "false", "off"));

  public static final ConfigKey<Integer> QUARANTINE_AFTER =
      add(
          PLUGINS,
          ConfigKey.of(
                  "plugins.quarantine-after",
                  ValueType.integer(0, 1_000_000),
                  "100",
                  "Errors within a minute after which a hook is turned off; 0 never.")
              .live());

  public static final ConfigKey<String> PLUGINS_PATH =
      add(
          PLUGINS,
          ConfigKey.of(
              "plugins.path",
              ValueType.text(),
              "",
              "External plugin jars, or folders of them, divided like a class path."));

  private static final String OWN = "The agent's own log and report";

  public static final ConfigKey<String> LOG_LEVEL =
      add(
          OWN,
          ConfigKey.of(
                  "log.level",
                  ValueType.choice("info", "error", "warn", "debug", "trace", "off"),
                  "info",
                  "What the agent says.")
              .live()
              .aliasValue("otel.javaagent.debug", "true", "debug"));

  public static final ConfigKey<String> LOG_FILE =
      add(
          OWN,
          ConfigKey.of(
              "log.file",
              ValueType.text(),
              "",
              "File of the agent's log; without it standard error."));

  public static final ConfigKey<Integer> LOG_FILE_SIZE =
      add(
          OWN,
          ConfigKey.of(
              "log.file.size",
              ValueType.integer(1 << 12, 1 << 30),
              "10485760",
              "Bytes after which the log file is renamed to `NAME.1` and begun anew."));

  public static final ConfigKey<String> REPORT_FILE =
      add(
          OWN,
          ConfigKey.of(
              "report.file",
              ValueType.text(),
              "",
              "File that gets the agent's counters when the JVM ends."));

  private Keys() {}

  /** All keys in the order of the reference page, by section. */
  static Map<String, List<ConfigKey<?>>> sections() {
    return Collections.unmodifiableMap(SECTIONS);
  }

  /** All keys. */
  public static List<ConfigKey<?>> all() {
    List<ConfigKey<?>> all = new ArrayList<>();
    for (List<ConfigKey<?>> section : SECTIONS.values()) {
      all.addAll(section);
    }
    return all;
  }

  private static <T> ConfigKey<T> add(String section, ConfigKey<T> key) {
    List<ConfigKey<?>> keys = SECTIONS.get(section);
    if (keys == null) {
      keys = new ArrayList<>();
      SECTIONS.put(section, keys);
    }
    keys.add(key);
    return key;
  }

  private static ConfigKey<Integer> limit(String name, String defaultText, String help) {
    return ConfigKey.of(name, ValueType.integer(1, Integer.MAX_VALUE), defaultText, help).live();
  }

  private static ConfigKey<List<String>> headers(String side, String direction) {
    return ConfigKey.of(
            "http." + side + "." + direction + "-headers",
            ValueType.lowerCaseList(),
            "",
            "Headers of " + direction + "s that " + side + " spans carry.")
        .live()
        .alias("otel.instrumentation.http." + side + ".capture-" + direction + "-headers");
  }
}
