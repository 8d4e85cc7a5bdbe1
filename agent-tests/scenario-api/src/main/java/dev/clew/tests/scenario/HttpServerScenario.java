package dev.clew.tests.scenario;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * An HTTP server in use, with these routes; bodies are what {@link #body()} returns in the handler,
 * so the contract sees the context there.
 *
 * <table>
 *   <caption>Routes</caption>
 *   <tr><td>{@code /ok}</td><td>200, {@link #body()}</td></tr>
 *   <tr><td>{@code /users/{id}}</td><td>200, {@link #body()}; the id is a path parameter if the server has such</td></tr>
 *   <tr><td>{@code /error500}</td><td>sets status 500 (by {@code sendError} where there is one)</td></tr>
 *   <tr><td>{@code /throw}</td><td>throws {@code IllegalStateException("boom")}</td></tr>
 *   <tr><td>{@code /async}</td><td>200, {@link #body()} taken on another thread that completes the request</td></tr>
 *   <tr><td>{@code /async-throw}</td><td>fails on another thread</td></tr>
 *   <tr><td>{@code /forward}</td><td>forwarded by the server to {@code /ok}</td></tr>
 *   <tr><td>{@code /include}</td><td>includes {@code /ok}</td></tr>
 *   <tr><td>{@code /headers}</td><td>200 with the response header {@code x-answer: 42}</td></tr>
 *   <tr><td>{@code /slow}</td><td>calls {@link #hold()}, then 200, {@link #body()}</td></tr>
 * </table>
 */
public abstract class HttpServerScenario extends Scenario {

  private static final Semaphore HELD = new Semaphore(0);

  /** Starts the server on a free port of 127.0.0.1 and returns the port. */
  protected abstract int start() throws Exception;

  /**
   * Features and routes that this server does not have: {@code async}, {@code forward}, {@code
   * include}, ...
   */
  protected List<String> unsupported() {
    return Collections.emptyList();
  }

  /**
   * Returns the {@code http.route} that the contract expects for a path, empty for none. Default:
   * the path itself, {@code /users/{id}} below users, none where nothing is mapped.
   */
  protected String route(String path) {
    if (path.startsWith("/users/")) {
      return "/users/{id}";
    }
    return path.startsWith("/missing") ? "" : path;
  }

  /** What handlers answer: the traceparent of the span that is current. */
  public static String body() {
    return Spans.current();
  }

  /** Blocks until the contract releases the request. */
  public static void hold() throws InterruptedException {
    HELD.acquire();
  }

  @Override
  protected final List<String> handle(String command, List<String> arguments) throws Exception {
    switch (command) {
      case "start":
        return Collections.singletonList(String.valueOf(start()));
      case "unsupported":
        return unsupported();
      case "route":
        return Collections.singletonList(route(arguments.get(0)));
      case "release":
        HELD.release(Integer.parseInt(arguments.get(0)));
        return Collections.emptyList();
      default:
        throw unknown(command);
    }
  }
}
