package dev.clew.runtime.config;

/** Names of the OpenTelemetry agent's instrumentations, where they differ from our plugins'. */
final class OtelPlugins {

  private OtelPlugins() {}

  /** The {@code NAME} of {@code otel.instrumentation.NAME.enabled} for one of our plugins. */
  static String nameOf(String plugin) {
    switch (plugin) {
      case "apache-httpclient-4":
      case "apache-httpclient-5":
        return "apache-httpclient";
      case "logback":
        return "logback-mdc";
      case "spring-mvc":
      case "spring-mvc-jakarta":
        return "spring-webmvc";
      case "opentelemetry-annotations":
        return "opentelemetry-instrumentation-annotations";
      default:
        return plugin;
    }
  }
}
