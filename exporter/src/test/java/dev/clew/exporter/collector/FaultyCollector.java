package dev.clew.exporter.collector;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;

/**
 * An OTLP/HTTP receiver on the loopback address that misbehaves as told: a plain server socket with
 * one thread for each connection. Thread-safe. Knows no test framework.
 */
public final class FaultyCollector implements Closeable {

  /** {@code partial_success {rejected_spans: 1, error_message: "no room"}}. */
  private static final byte[] ONE_REJECTED = {
    0x0a, 0x0b, 0x08, 0x01, 0x12, 0x07, 'n', 'o', ' ', 'r', 'o', 'o', 'm'
  };

  private final ServerSocket server;
  private final boolean secure;
  private final Set<Socket> open = new HashSet<>();
  private final List<Request> requests = new ArrayList<>();
  private final List<Request> accepted = new ArrayList<>();
  private List<Fault> script = Collections.singletonList(Fault.NONE);
  private int position;
  private int connections;
  private boolean closed;

  /** The value of {@code Retry-After} under {@link Fault#THROTTLED}. */
  public volatile String retryAfter = "1";

  /** The value of {@code Location} under {@link Fault#REDIRECT}. */
  public volatile String redirectTo = "http://127.0.0.1:1/";

  private FaultyCollector(ServerSocket server, boolean secure) {
    this.server = server;
    this.secure = secure;
    daemon("collector-accept", this::accept);
  }

  /** Listens on a free port. */
  public static FaultyCollector start() throws IOException {
    return new FaultyCollector(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), false);
  }

  /**
   * Listens with TLS on a free port.
   *
   * @param requireClient whether a client must show a certificate
   */
  public static FaultyCollector start(ServerSocketFactory tls, boolean requireClient)
      throws IOException {
    ServerSocket server = tls.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    ((SSLServerSocket) server).setNeedClientAuth(requireClient);
    return new FaultyCollector(server, true);
  }

  /** A port on the loopback address where nobody listens. */
  public static int unusedPort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return probe.getLocalPort();
    }
  }

  /** The base address, without {@code /v1/traces}. */
  public String endpoint() {
    return (secure ? "https" : "http") + "://127.0.0.1:" + server.getLocalPort();
  }

  /** Sets what happens to the next requests, in order; the last one stays. */
  public synchronized void answer(Fault... faults) {
    script = Arrays.asList(faults.clone());
    position = 0;
  }

  /** All requests whose body was read, in order of arrival. */
  public synchronized List<Request> requests() {
    return new ArrayList<>(requests);
  }

  /** The requests that were answered with 200. */
  public synchronized List<Request> accepted() {
    return new ArrayList<>(accepted);
  }

  /** How many connections were opened. */
  public synchronized int connections() {
    return connections;
  }

  /** Waits until so many requests were read; false if they do not come in time. */
  public boolean awaitRequests(int count, long timeout, TimeUnit unit) throws InterruptedException {
    return await(requests, count, unit.toNanos(timeout));
  }

  /** Waits until so many requests were answered with 200. */
  public boolean awaitAccepted(int count, long timeout, TimeUnit unit) throws InterruptedException {
    return await(accepted, count, unit.toNanos(timeout));
  }

  private synchronized boolean await(List<Request> list, int count, long nanos)
      throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    while (list.size() < count) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    List<Socket> sockets;
    synchronized (this) {
      closed = true;
      sockets = new ArrayList<>(open);
      notifyAll();
    }
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = server.accept();
        synchronized (this) {
          connections++;
          if (closed) {
            socket.close();
            return;
          }
          open.add(socket);
        }
        daemon("collector-connection", () -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      boolean goOn = true;
      while (goOn) {
        Map<String, String> headers = head(in);
        if (headers == null) {
          return;
        }
        goOn = one(socket, in, out, headers);
      }
    } catch (IOException e) {
      // the peer went away, or close() came
    } finally {
      try {
        socket.close();
      } catch (IOException e) {
        // closed enough
      }
      synchronized (this) {
        open.remove(socket);
      }
    }
  }

  private boolean one(Socket socket, InputStream in, OutputStream out, Map<String, String> headers)
      throws IOException {
    Fault fault = next();
    if (fault == Fault.DEAF) {
      park();
      return false;
    }
    if (fault == Fault.TOO_LARGE) {
      reply(out, "413 Content Too Large", "Connection: close\r\n", new byte[0]);
      // A close with unread input would reset the connection, and the reset could overtake the
      // answer.
      while (in.read() >= 0) {
        // discards
      }
      return false;
    }
    Request request = new Request(headers, body(in, headers));
    boolean success =
        fault == Fault.NONE || fault == Fault.PARTIAL || fault == Fault.HANG_UP_AFTERWARDS;
    synchronized (this) {
      requests.add(request);
      if (success) {
        accepted.add(request);
      }
      notifyAll();
    }
    return answer(fault, socket, out);
  }

  private boolean answer(Fault fault, Socket socket, OutputStream out) throws IOException {
    String protobuf = "Content-Type: application/x-protobuf\r\n";
    switch (fault) {
      case NONE:
        return reply(out, "200 OK", protobuf, new byte[0]);
      case HANG_UP_AFTERWARDS:
        reply(out, "200 OK", protobuf, new byte[0]);
        return false;
      case PARTIAL:
        return reply(out, "200 OK", protobuf, ONE_REJECTED);
      case GARBAGE_BODY:
        return reply(out, "200 OK", protobuf, new byte[] {(byte) 0xff, (byte) 0xff, 3, 1, 4});
      case WEB_PAGE:
        return reply(out, "200 OK", "Content-Type: text/html\r\n", bytes("<html>Welcome</html>"));
      case THROTTLED:
        return reply(
            out, "429 Too Many Requests", "Retry-After: " + retryAfter + "\r\n", new byte[0]);
      case UNAVAILABLE:
        return reply(out, "503 Service Unavailable", "", bytes("down"));
      case REDIRECT:
        return reply(out, "302 Found", "Location: " + redirectTo + "\r\n", new byte[0]);
      case UNAUTHORIZED:
        return reply(
            out, "401 Unauthorized", "WWW-Authenticate: Basic realm=\"c\"\r\n", new byte[0]);
      case BAD_REQUEST:
        return reply(out, "400 Bad Request", "", new byte[0]);
      case SILENT:
        park();
        return false;
      default:
        return misbehave(fault, socket, out);
    }
  }

  private boolean misbehave(Fault fault, Socket socket, OutputStream out) throws IOException {
    switch (fault) {
      case GARBAGE:
        out.write(bytes("\u0000\u0001 this is not HTTP at all\r\n\r\n"));
        out.flush();
        return false;
      case ENDLESS_BODY:
        out.write(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
        byte[] chunk = bytes("1000\r\n" + new String(new char[4096]).replace('\0', 'x') + "\r\n");
        while (true) {
          out.write(chunk); // until the peer hangs up
        }
      case ENDLESS_HEADERS:
        out.write(bytes("HTTP/1.1 200 OK\r\n"));
        while (true) {
          out.write(bytes("X-More: and more\r\n"));
        }
      case TRICKLING_BODY:
        out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"));
        while (pause(5)) {
          out.write('x');
          out.flush();
        }
        return false;
      case RESET_IN_BODY:
        out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"));
        out.flush();
        socket.setSoLinger(true, 0);
        return false;
      default: // RESET
        socket.setSoLinger(true, 0);
        return false;
    }
  }

  private static boolean reply(OutputStream out, String status, String headers, byte[] body)
      throws IOException {
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    reply.write(
        bytes(
            "HTTP/1.1 "
                + status
                + "\r\n"
                + headers
                + "Content-Length: "
                + body.length
                + "\r\n\r\n"));
    reply.write(body);
    out.write(reply.toByteArray());
    out.flush();
    return true;
  }

  private synchronized Fault next() {
    Fault fault = script.get(Math.min(position, script.size() - 1));
    position++;
    return fault;
  }

  /** Holds the connection open until this collector closes. */
  private void park() {
    while (pause(1000)) {
      // goes on
    }
  }

  private synchronized boolean pause(long millis) {
    try {
      if (!closed) {
        wait(millis);
      }
    } catch (InterruptedException e) {
      return false;
    }
    return !closed;
  }

  /**
   * Header names in lower case, under the empty name the request line; null at the end of the
   * stream.
   */
  private static Map<String, String> head(InputStream in) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    String line = line(in);
    if (line == null) {
      return null;
    }
    headers.put("", line);
    for (line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        return null; // not HTTP: a TLS client, for one
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    return headers;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        return line.toString();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.length() == 0 ? null : line.toString();
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    byte[] body = new byte[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
    for (int filled = 0; filled < body.length; ) {
      int read = in.read(body, filled, body.length - filled);
      if (read < 0) {
        throw new EOFException("request");
      }
      filled += read;
    }
    return "gzip".equals(headers.get("content-encoding")) ? unzip(body) : body;
  }

  private static byte[] unzip(byte[] zipped) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      byte[] part = new byte[8192];
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        plain.write(part, 0, read);
      }
    }
    return plain.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** A request as it arrived. */
  public static final class Request {
    private final Map<String, String> headers;
    private final byte[] body;

    Request(Map<String, String> headers, byte[] body) {
      this.headers = headers;
      this.body = body;
    }

    /** A header's value by its lower-case name; null if absent. */
    public String header(String name) {
      return headers.get(name);
    }

    /** Such as {@code POST /v1/traces HTTP/1.1}. */
    public String line() {
      return headers.get("");
    }

    /** The body, unzipped: an {@code ExportTraceServiceRequest}. */
    public byte[] body() {
      return body.clone();
    }
  }
}
