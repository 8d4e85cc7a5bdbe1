package dev.clew.tests.servers;

/**
 * A database that runs: where it is and who may log in. Closing stops what this JVM has started.
 */
public interface Database extends AutoCloseable {

  /** What the server says it is: {@code postgresql}, {@code mariadb}, {@code h2}. */
  String kind();

  String host();

  int port();

  /** Name of an empty database. */
  String name();

  String user();

  String password();

  @Override
  void close();

  /** Fills {@code {host}}, {@code {port}} and {@code {db}} into a template of a URL. */
  default String url(String template) {
    return template
        .replace("{host}", host())
        .replace("{port}", String.valueOf(port()))
        .replace("{db}", name());
  }
}
