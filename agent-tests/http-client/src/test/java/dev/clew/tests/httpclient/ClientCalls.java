package dev.clew.tests.httpclient;

import dev.clew.tests.harness.Contract;
import dev.clew.tests.harness.Subject;
import dev.clew.tests.servers.HttpUpstream;
import java.util.ArrayList;
import java.util.List;

/** How a contract makes the application send requests. */
abstract class ClientCalls extends Contract {

  protected final HttpUpstream upstream = HttpUpstream.start();
  protected List<String> modes = List.of();
  protected List<String> unsupported = List.of();

  ClientCalls(Subject subject) {
    super(subject);
  }

  @Override
  protected void started() {
    modes = app().ask("modes");
    unsupported = app().ask("unsupported");
  }

  /**
   * Arguments of {@code send} and {@code load}: mode, threads, method, URL, timeout, body, headers.
   */
  static String[] request(
      String mode, String method, String url, int timeoutMillis, String... headers) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                mode,
                "2",
                method,
                url,
                String.valueOf(timeoutMillis),
                method.equals("POST") ? "body" : ""));
    arguments.addAll(List.of(headers));
    return arguments.toArray(String[]::new);
  }

  /** Sends below a new span of the application. */
  protected final Traced send(String mode, String method, String url, String... headers) {
    return inSpan("send", request(mode, method, url, 0, headers));
  }

  @Override
  protected void settle(String mark) {
    String path = "/status/200/" + mark;
    app().ask("send", request(modes.get(0), "GET", upstream.url(path), 0));
    sink.await("client span of " + path, span -> span.text("url.full").endsWith(path));
  }

  /** A path that no other case uses. */
  static String path(String start) {
    return start + "/" + unique();
  }

  @Override
  public void close() {
    super.close();
    upstream.close();
  }
}
