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
      case "jdk-http-client":
        return "java-http-client";
      case "executor":
      case "executors":
      case "fork-join":
      case "completable-future":
        return "executors";
      case "logback":
        return "logback-mdc";
      case "spring-mvc":
        return "spring-webmvc";
      case "opentelemetry-annotations":
        return "opentelemetry-instrumentation-annotations";
      case "servlet-3":
      case "servlet-5":
      case "servlet-jakarta":
        return "servlet";
      default:
        return plugin;
    }
  }
}
