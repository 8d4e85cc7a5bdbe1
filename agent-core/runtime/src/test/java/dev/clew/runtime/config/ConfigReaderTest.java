package dev.clew.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ConfigReaderTest {

  private final List<String> problems = new ArrayList<>();
  private final Properties properties = new Properties();
  private final Map<String, String> environment = new HashMap<>();
  private String args = "";
  private String file = "";

  private Config read() {
    return ConfigReader.read(layers(), problems);
  }

  private Layers layers() {
    Layers layers = Layers.of(args, properties, environment, problems);
    try {
      byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
      return layers.withFile(FileText.parse(bytes, environment, problems));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void write(Origin origin, String key, String text) {
    switch (origin) {
      case AGENT_ARGS -> args = args + (args.isEmpty() ? "" : ",") + key + "=\"" + text + "\"";
      case SYSTEM_PROPERTY -> properties.setProperty("clew." + key, text);
      case ENVIRONMENT -> environment.put(environmentName("clew." + key), text);
      case FILE -> file = file + key + "=" + text + "\n";
      case DEFAULT -> {}
    }
  }

  private static String environmentName(String name) {
    return name.toUpperCase().replace('.', '_').replace('-', '_');
  }

  /** CFG-1: ten pairs of layers for a text, a duration and a list. */
  @TestFactory
  Stream<DynamicTest> layers_everyPair_strongerWinsAndNamesTheShadowed() {
    List<DynamicTest> tests = new ArrayList<>();
    Origin[] origins = Origin.values();
    for (int strong = 0; strong < origins.length; strong++) {
      for (int weak = strong + 1; weak < origins.length; weak++) {
        Origin strongest = origins[strong];
        Origin weaker = origins[weak];
        tests.add(
            DynamicTest.dynamicTest(
                strongest + " over " + weaker,
                () -> new ConfigReaderTest().checkPair(strongest, weaker)));
      }
    }
    assertThat(tests).hasSize(10);
    return tests.stream();
  }

  private void checkPair(Origin strongest, Origin weaker) {
    write(weaker, "service.name", "weak");
    write(weaker, "exporter.schedule", "1s");
    write(weaker, "propagation.formats", "baggage");
    write(strongest, "service.name", "strong");
    write(strongest, "exporter.schedule", "2s");
    write(strongest, "propagation.formats", "tracecontext");
    Config config = read();
    assertThat(config.get(Keys.SERVICE_NAME)).isEqualTo("strong");
    assertThat(config.get(Keys.SCHEDULE)).isEqualTo(2000);
    assertThat(config.get(Keys.PROPAGATION_FORMATS)).containsExactly("tracecontext");
    for (ConfigKey<?> key :
        Arrays.<ConfigKey<?>>asList(Keys.SERVICE_NAME, Keys.SCHEDULE, Keys.PROPAGATION_FORMATS)) {
      Config.Entry entry = config.entry(key);
      assertThat(entry.origin).isEqualTo(strongest);
      if (weaker == Origin.DEFAULT) {
        assertThat(entry.shadowed).isEmpty();
      } else {
        assertThat(entry.shadowed).singleElement().asString().startsWith(weaker.toString());
      }
    }
    assertThat(problems).isEmpty();
  }

  /** CFG-2: each OpenTelemetry name, as property and as environment variable; ours is stronger. */
  @TestFactory
  Stream<DynamicTest> alias_everyName_isHonouredAndWeakerThanOurs() {
    String http = "otel.instrumentation.http.";
    String[][] rows = {
      {"otel.service.name", "service.name", "shop", "shop"},
      {"otel.resource.attributes", "resource.attributes", "a=b", "{a=b}"},
      {"otel.traces.sampler", "sampling.mode", "traceidratio", "ratio"},
      {"otel.traces.sampler.arg", "sampling.ratio", "0.5", "0.5"},
      {"otel.propagators", "propagation.formats", "baggage", "[baggage]"},
      {"otel.exporter.otlp.endpoint", "exporter.otlp.endpoint", "http://a:1", "http://a:1"},
      {"otel.exporter.otlp.traces.endpoint", "exporter.otlp.traces.endpoint", "u", "u"},
      {"otel.exporter.otlp.headers", "exporter.otlp.headers", "k=v", "{k=v}"},
      {"otel.exporter.otlp.traces.headers", "exporter.otlp.headers", "k=v", "{k=v}"},
      {"otel.exporter.otlp.compression", "exporter.otlp.compression", "none", "none"},
      {"otel.exporter.otlp.traces.compression", "exporter.otlp.compression", "none", "none"},
      {"otel.exporter.otlp.timeout", "exporter.otlp.timeout", "3000", "3000"},
      {"otel.exporter.otlp.certificate", "exporter.otlp.certificate", "/a.pem", "/a.pem"},
      {"otel.exporter.otlp.client.key", "exporter.otlp.client.key", "/k.pem", "/k.pem"},
      {"otel.exporter.otlp.client.certificate", "exporter.otlp.client.certificate", "c", "c"},
      {"otel.exporter.otlp.protocol", "exporter.otlp.protocol", "http/protobuf", "http/protobuf"},
      {"otel.traces.exporter", "exporter", "otlp,console", "[otlp, tree]"},
      {"otel.bsp.max.queue.size", "exporter.queue.size", "99", "99"},
      {"otel.bsp.max.export.batch.size", "exporter.batch.size", "9", "9"},
      {"otel.bsp.schedule.delay", "exporter.schedule", "77", "77"},
      {"otel.bsp.export.timeout", "exporter.timeout", "88", "88"},
      {"otel.span.attribute.count.limit", "span.limit.attributes", "7", "7"},
      {"otel.attribute.count.limit", "span.limit.event-attributes", "7", "7"},
      {"otel.attribute.value.length.limit", "span.limit.attribute-length", "7", "7"},
      {"otel.span.event.count.limit", "span.limit.events", "7", "7"},
      {"otel.span.link.count.limit", "span.limit.links", "7", "7"},
      {"otel.javaagent.enabled", "enabled", "false", "false"},
      {"otel.sdk.disabled", "enabled", "true", "false"},
      {"otel.javaagent.debug", "log.level", "true", "debug"},
      {"otel.javaagent.configuration-file", "config.file", "/x.properties", "/x.properties"},
      {"otel.instrumentation.common.default-enabled", "plugins.default-mode", "false", "off"},
      {http + "client.capture-request-headers", "http.client.request-headers", "X-A", "[x-a]"},
      {http + "server.capture-response-headers", "http.server.response-headers", "X-A", "[x-a]"},
      {http + "known-methods", "http.known-methods", "GET,PURGE", "[GET, PURGE]"},
      {
        "otel.instrumentation.common.db.query-sanitization.enabled", "db.sanitize", "false", "false"
      },
    };
    return Arrays.stream(rows)
        .map(row -> DynamicTest.dynamicTest(row[0], () -> new ConfigReaderTest().checkAlias(row)));
  }

  private void checkAlias(String[] row) {
    ConfigKey<?> key =
        Keys.all().stream().filter(k -> k.name().equals(row[1])).findFirst().orElseThrow();
    properties.setProperty(row[0], row[2]);
    checkValue(key, row[3], Origin.SYSTEM_PROPERTY);
    properties.clear();
    environment.put(environmentName(row[0]), row[2]);
    checkValue(key, row[3], Origin.ENVIRONMENT);
    String ours = key.defaultText().isEmpty() ? "z=z" : key.defaultText();
    environment.put(environmentName("clew." + row[1]), ours);
    assertThat(read().entry(key).text).isEqualTo(ours);
  }

  private void checkValue(ConfigKey<?> key, String expected, Origin origin) {
    Config config = read();
    assertThat(problems).isEmpty();
    assertThat(config.entry(key).origin).isEqualTo(origin);
    assertThat(String.valueOf((Object) config.get(key))).isEqualTo(expected);
  }

  @Test
  void value_outsideOfItsRange_keepsTheDefaultAndNamesKeyValueRange() {
    write(Origin.SYSTEM_PROPERTY, "sampling.ratio", "1.5");
    assertThat(read().get(Keys.SAMPLING_RATIO)).isEqualTo(1.0);
    assertThat(problems)
        .containsExactly(
            "clew.sampling.ratio=1.5 (system property) is not accepted (a number from 0 to 1);"
                + " keeping 1.0 (default)");
  }

  @Test
  void value_badInAStrongLayer_leavesTheWeakerOne() {
    write(Origin.AGENT_ARGS, "exporter.schedule", "soon");
    write(Origin.FILE, "exporter.schedule", "3s");
    assertThat(read().get(Keys.SCHEDULE)).isEqualTo(3000);
    assertThat(problems).singleElement().asString().contains("keeping 3s (file)");
  }

  @Test
  void secret_badValue_isNotShown() {
    write(Origin.FILE, "exporter.otlp.headers", "hunter2");
    read();
    assertThat(problems).singleElement().asString().contains("***").doesNotContain("hunter2");
  }

  @Test
  void durations_everyUnit_areMilliseconds() throws BadValueException {
    ValueType<Long> type = ValueType.duration(0, Long.MAX_VALUE);
    assertThat(type.parse("500ms")).isEqualTo(500);
    assertThat(type.parse("5s")).isEqualTo(5_000);
    assertThat(type.parse("2m")).isEqualTo(120_000);
    assertThat(type.parse("1h")).isEqualTo(3_600_000);
    assertThat(type.parse("1d")).isEqualTo(86_400_000);
    assertThat(type.parse("250")).isEqualTo(250);
    assertThat(type.parse("5 S")).isEqualTo(5_000);
  }

  @Test
  void agentArgs_quotedValue_keepsCommasAndEquals() {
    args = "resource.attributes=\"a=b,c=d\",service.name='it\\'s, me',log.level=debug";
    Config config = read();
    assertThat(config.get(Keys.RESOURCE_ATTRIBUTES))
        .containsEntry("a", "b")
        .containsEntry("c", "d");
    assertThat(config.get(Keys.SERVICE_NAME)).isEqualTo("it's, me");
    assertThat(config.get(Keys.LOG_LEVEL)).isEqualTo("debug");
    assertThat(problems).isEmpty();
  }

  @Test
  void agentArgs_malformed_nameWhatIsLeftOut() {
    args = "/etc/agent.properties,service.name=\"open";
    assertThat(read().get(Keys.SERVICE_NAME)).isEqualTo("open");
    assertThat(problems)
        .containsExactly(
            "agent args: '/etc/agent.properties' is not key=value; left out",
            "agent args: the quote of 'service.name' is not closed");
  }

  @Test
  void file_placeholders_comeFromTheEnvironment() {
    environment.put("NAME", "shop");
    file = "service.name=${NAME}-${ZONE:eu}\nexporter.otlp.endpoint=$${not}\n";
    Config config = read();
    assertThat(config.get(Keys.SERVICE_NAME)).isEqualTo("shop-eu");
    assertThat(config.get(Keys.OTLP_ENDPOINT)).isEqualTo("${not}");
    assertThat(problems).isEmpty();
  }

  @Test
  void file_placeholderWithoutValue_isNamed() {
    file = "service.name=a${NOPE}\n";
    assertThat(read().get(Keys.SERVICE_NAME)).isEqualTo("a");
    assertThat(problems).singleElement().asString().contains("${NOPE}");
  }

  @Test
  void unknownKey_nearARealOne_asksDidYouMean() {
    properties.setProperty("clew.sampling.ration", "1");
    environment.put("CLEW_EXPORTER_OTLP_ENDPOIN", "x");
    environment.put("CLEWLESS", "x");
    properties.setProperty("otel.unknown.thing", "x");
    file = "plugin.jdb.mode=off\nplugin.jdbc.mode=of\nplugin.jdbc.max-rows=3\n";
    Config config = read();
    assertThat(UnknownKeys.find(config, List.of("jdbc"), List.of("db")))
        .containsExactlyInAnyOrder(
            "unknown key clew.sampling.ration (system property); did you mean clew.sampling.ratio?",
            "unknown key CLEW_EXPORTER_OTLP_ENDPOIN (environment); did you mean"
                + " CLEW_EXPORTER_OTLP_ENDPOINT?",
            "unknown key plugin.jdb.mode (file); did you mean plugin.jdbc.mode?",
            "plugin.jdbc.mode=of (file) is not accepted (on, propagate, off); left out");
  }

  @Test
  void modes_pluginGroupDefault_mostSpecificWins() {
    write(Origin.FILE, "plugin.jdbc.mode", "on");
    write(Origin.AGENT_ARGS, "plugin.group.db.mode", "off");
    write(Origin.AGENT_ARGS, "plugins.default-mode", "propagate");
    PluginModes modes = read().modes();
    assertThat(PluginModes.name(modes.mode("jdbc", "db", true))).isEqualTo("on");
    assertThat(PluginModes.name(modes.mode("mongo", "db", true))).isEqualTo("off");
    assertThat(PluginModes.name(modes.mode("tomcat", "http-server", true))).isEqualTo("propagate");
  }

  @Test
  void modes_nothingConfigured_areThePluginsOwn() {
    PluginModes modes = read().modes();
    assertThat(PluginModes.name(modes.mode("jdbc", "db", true))).isEqualTo("on");
    assertThat(PluginModes.name(modes.mode("noisy", "db", false))).isEqualTo("off");
  }

  @Test
  void modes_openTelemetrySwitch_isHonoured() {
    properties.setProperty("otel.instrumentation.jdbc.enabled", "false");
    environment.put("OTEL_INSTRUMENTATION_SPRING_WEBMVC_ENABLED", "false");
    PluginModes modes = read().modes();
    assertThat(PluginModes.name(modes.mode("jdbc", "db", true))).isEqualTo("off");
    assertThat(PluginModes.name(modes.mode("spring-mvc-jakarta", "http-server", true)))
        .isEqualTo("off");
    assertThat(PluginModes.name(modes.mode("tomcat", "http-server", true))).isEqualTo("on");
  }

  @Test
  void disabled_anySpelling_strongestLayerDecides() {
    assertThat(layers().disabled()).isFalse();
    file = "enabled=false\n";
    assertThat(layers().disabled()).isTrue();
    environment.put("OTEL_JAVAAGENT_ENABLED", "true");
    assertThat(layers().disabled()).isFalse();
    properties.setProperty("otel.sdk.disabled", "true");
    assertThat(layers().disabled()).isTrue();
    args = "enabled=true";
    assertThat(layers().disabled()).isFalse();
  }

  @Test
  void registry_everyDefault_isInItsRange() {
    assertThat(Keys.all()).allSatisfy(key -> assertThat((Object) key.defaultValue()).isNotNull());
    assertThat(Keys.all()).extracting(ConfigKey::name).doesNotHaveDuplicates();
  }
}
