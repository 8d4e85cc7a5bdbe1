package dev.clew.tests.otlp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * Receives OTLP/HTTP protobuf on a free port of 127.0.0.1 and keeps the spans. Waits end by a
 * condition, or fail after a deadline with all that did arrive. Thread-safe.
 */
public final class OtlpSink implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<TestSpan> spans = new ArrayList<>(); // guarded by lock
  private final List<String> problems = new ArrayList<>(); // guarded by lock

  private OtlpSink(HttpServer server) {
    this.server = server;
    server.createContext("/", this::receive);
    server.setExecutor(threads);
    server.start();
  }

  /** Starts a receiver. */
  public static OtlpSink start() {
    try {
      return new OtlpSink(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The base to which exporters append {@code /v1/traces}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** All spans so far, in order of arrival. */
  public List<TestSpan> spans() {
    lock.lock();
    try {
      return List.copyOf(spans);
    } finally {
      lock.unlock();
    }
  }

  /** The spans of one trace that have arrived so far. */
  public Trace trace(String traceId) {
    return new Trace(spans().stream().filter(span -> span.traceId().equals(traceId)).toList());
  }

  /** Waits for one span; several may match, the first is returned. */
  public TestSpan await(String what, Predicate<TestSpan> condition) {
    return await(what, 1, condition).get(0);
  }

  /** Waits for at least so many spans and returns all that match. */
  public List<TestSpan> await(String what, int count, Predicate<TestSpan> condition) {
    long left = DEADLINE.toNanos();
    lock.lock();
    try {
      while (true) {
        List<TestSpan> matching = spans.stream().filter(condition).toList();
        if (matching.size() >= count) {
          return matching;
        }
        if (left <= 0) {
          throw new AssertionError(
              "Not received: "
                  + what
                  + " ("
                  + matching.size()
                  + " of "
                  + count
                  + "). Received:\n"
                  + new Trace(spans).tree()
                  + problems);
        }
        left = arrived.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the trace has at least so many spans. */
  public Trace awaitTrace(String traceId, int count) {
    return new Trace(await("trace " + traceId, count, span -> span.traceId().equals(traceId)));
  }

  /** Forgets what has arrived. */
  public void clear() {
    lock.lock();
    try {
      spans.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Requests that were not valid OTLP/HTTP. */
  public List<String> problems() {
    lock.lock();
    try {
      return List.copyOf(problems);
    } finally {
      lock.unlock();
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body;
      try (InputStream in = exchange.getRequestBody()) {
        body = in.readAllBytes();
      }
      String path = exchange.getRequestURI().getPath();
      try {
        if (path.equals("/v1/traces")) {
          add(SpanDecoder.decode(ExportTraceServiceRequest.parseFrom(plain(exchange, body))));
        } else if (!path.startsWith("/v1/")) {
          problem("unexpected path " + path);
        }
      } catch (IOException | IllegalArgumentException e) {
        problem(path + ": " + e);
      }
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1); // an empty message is a full success
    }
  }

  private static byte[] plain(HttpExchange exchange, byte[] body) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (!"application/x-protobuf".equals(type)) {
      throw new IOException("content type " + type);
    }
    if (!"gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      return body;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }

  private void add(List<TestSpan> received) {
    lock.lock();
    try {
      spans.addAll(received);
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void problem(String text) {
    lock.lock();
    try {
      problems.add(text);
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        throw new IllegalStateException("receiver threads do not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
