package dev.clew.tests.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP server for clients under test, in the test's JVM. {@code /status/<n>...} answers this
 * status; {@code /redirect/...} answers 302 to {@code /status/200/...}; {@code /hang/...} answers
 * when the server closes. All else: 200.
 */
public final class HttpUpstream implements AutoCloseable {

  private final HttpServer server;
  private final String scheme;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  private HttpUpstream(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Starts on a free port of 127.0.0.1. */
  public static HttpUpstream start() {
    try {
      return new HttpUpstream(HttpServer.create(address(), 0), "http");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts with TLS; clients need the trust store of the certificate. */
  public static HttpUpstream start(TestCertificate certificate) {
    try {
      HttpsServer server = HttpsServer.create(address(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
      return new HttpUpstream(server, "https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** The port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The URL of a path with optional query, on host {@code localhost}. */
  public String url(String path) {
    return scheme + "://localhost:" + port() + path;
  }

  /** What has arrived, oldest first. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** What has arrived at a path, oldest first. */
  public List<Request> requests(String path) {
    return requests.stream().filter(request -> request.path().equals(path)).toList();
  }

  /** The last arrival. */
  public Request last() {
    return requests.get(requests.size() - 1);
  }

  /** Forgets what has arrived. */
  public void clear() {
    requests.clear();
  }

  /** A port on which nothing listens, as good as can be known. */
  public static int closedPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      requests.add(
          Request.of(
              exchange,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      String[] parts = path.split("/");
      String first = parts.length > 1 ? parts[1] : "";
      int status = first.equals("status") ? Integer.parseInt(parts[2]) : 200;
      if (first.equals("redirect")) {
        status = 302;
        exchange
            .getResponseHeaders()
            .set("Location", url("/status/200" + path.substring("/redirect".length())));
      } else if (first.equals("hang") && !hang()) {
        return;
      }
      boolean empty = status == 204 || status == 304 || exchange.getRequestMethod().equals("HEAD");
      byte[] body = "answer".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, empty ? -1 : body.length);
      if (!empty) {
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(body);
        }
      }
    }
  }

  private boolean hang() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  /** A request that arrived; header names are in lower case. */
  public record Request(
      String method, String path, String query, Map<String, List<String>> headers, String body) {

    static Request of(HttpExchange exchange, String body) {
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name, List.copyOf(values)));
      String query = exchange.getRequestURI().getRawQuery();
      return new Request(
          exchange.getRequestMethod(),
          exchange.getRequestURI().getPath(),
          query == null ? "" : query,
          headers,
          body);
    }

    /** The only value of a header, empty where absent; fails if there are several. */
    public String header(String name) {
      List<String> values = headers.getOrDefault(name, List.of());
      if (values.size() > 1) {
        throw new AssertionError(
            "Header " + name + " occurs " + values.size() + " times: " + values);
      }
      return values.isEmpty() ? "" : values.get(0);
    }
  }
}
