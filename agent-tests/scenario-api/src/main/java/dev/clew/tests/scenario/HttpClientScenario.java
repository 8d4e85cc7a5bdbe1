package dev.clew.tests.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP client in use. A subclass sends one request; all else is here. */
public abstract class HttpClientScenario extends Scenario {

  private @Nullable Load load;

  /**
   * Sends one request, reads the whole response and frees its connection.
   *
   * @param mode one of {@link #modes()}
   * @return the status code
   * @throws Exception whatever the client throws when the exchange fails
   */
  protected abstract int send(String mode, Request request) throws Exception;

  /**
   * Ways to send that have code of their own: {@code sync}, {@code async}, {@code callback}, ...
   */
  protected List<String> modes() {
    return Collections.singletonList("sync");
  }

  /**
   * What this client cannot do: {@code redirect}, {@code timeout}, {@code url-credentials}, {@code
   * existing-header}. A contract lists these cases as skipped.
   */
  protected List<String> unsupported() {
    return Collections.emptyList();
  }

  @Override
  protected final List<String> handle(String command, List<String> arguments) throws Exception {
    switch (command) {
      case "modes":
        return modes();
      case "unsupported":
        return unsupported();
      case "send":
        Request request = Request.of(arguments);
        int status = send(arguments.get(0), request);
        return Arrays.asList(String.valueOf(status), request.callbackContext);
      case "twice":
        send(arguments.get(0), Request.of(arguments));
        return Collections.singletonList(
            String.valueOf(send(arguments.get(0), Request.of(arguments))));
      case "load":
        load =
            new Load(
                Integer.parseInt(arguments.get(1)),
                () -> send(arguments.get(0), Request.of(arguments)));
        return Collections.emptyList();
      case "unload":
        List<String> result = load == null ? Collections.<String>emptyList() : load.stop();
        load = null;
        return result;
      default:
        throw unknown(command);
    }
  }

  /** One request to send. */
  public static final class Request {
    public final String method;
    public final String url;

    /** Longest time without an answer, in milliseconds; 0: no limit. */
    public final int timeoutMillis;

    /** Request headers in order. */
    public final Map<String, String> headers;

    /** A request body, empty for none. */
    public final String body;

    private volatile String callbackContext = "";

    private Request(List<String> arguments) {
      method = arguments.get(2);
      url = arguments.get(3);
      timeoutMillis = Integer.parseInt(arguments.get(4));
      body = arguments.get(5);
      headers = new LinkedHashMap<>();
      for (int i = 6; i + 1 < arguments.size(); i += 2) {
        headers.put(arguments.get(i), arguments.get(i + 1));
      }
    }

    /** Fields: mode, threads, method, url, timeout, body, then header names and values. */
    static Request of(List<String> arguments) {
      return new Request(new ArrayList<>(arguments));
    }

    /**
     * To be called in the client's completion callback: the contract checks which context is
     * current there.
     */
    public void inCallback() {
      callbackContext = Spans.current();
    }
  }
}
