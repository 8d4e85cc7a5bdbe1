package dev.clew.exporter.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends POST requests to one address over one kept connection. Used by one thread, except {@link
 * #finishBy}.
 *
 * <p>The deadline of a request covers everything but name resolution. Redirects, credentials,
 * cookies and proxies are not followed, sent, kept or used. Under TLS the certificate must name the
 * host.
 */
public final class HttpPost {

  private final HttpAddress address;
  private final @Nullable SSLSocketFactory tls;
  private final long connectMillis;
  private final int maxReplyBytes;
  private final Watchdog watchdog = new Watchdog();

  /** What is open now: the TCP socket, and what to write to, which under TLS is another. */
  private @Nullable Socket tcp;

  private @Nullable Socket stream;

  /**
   * @param tls used if the scheme is https, and then required
   * @param connectMillis longest wait for one TCP connection
   * @param maxReplyBytes longer answers are refused
   */
  public HttpPost(
      HttpAddress address, @Nullable SSLSocketFactory tls, long connectMillis, int maxReplyBytes) {
    this.address = address;
    this.tls = address.secure() ? tls : null;
    this.connectMillis = connectMillis;
    this.maxReplyBytes = maxReplyBytes;
  }

  /**
   * Sends one request and reads its answer, whatever its status.
   *
   * @param headerLines complete lines, each with its CRLF; Host and Content-Length are added
   * @param length how many bytes of {@code body} to send
   * @param deadline as {@link System#nanoTime} counts
   * @throws SocketTimeoutException if the deadline passes
   * @throws HttpFault if the answer is not HTTP or too long
   * @throws IOException if the peer cannot be reached or hangs up
   */
  public HttpReply post(String headerLines, byte[] body, int length, long deadline)
      throws IOException {
    byte[] head = head(headerLines, length);
    boolean kept = stream != null;
    Exchange first = new Exchange();
    try {
      return exchange(first, head, body, length, deadline);
    } catch (SocketTimeoutException | HttpFault e) {
      throw e;
    } catch (IOException e) {
      if (!kept || first.answered()) {
        throw e;
      }
      // The peer had closed the kept connection before it saw this request; the second attempt
      // opens a new one.
      return exchange(new Exchange(), head, body, length, deadline);
    }
  }

  /** Ends the request under way by {@code nanoTime}; any thread. */
  public void finishBy(long nanoTime) {
    watchdog.hasten(nanoTime);
  }

  /** Closes the kept connection; the next request opens another. */
  public void close() {
    Socket socket = tcp;
    tcp = null;
    stream = null;
    if (socket != null) {
      closeQuietly(socket);
    }
  }

  private HttpReply exchange(Exchange exchange, byte[] head, byte[] body, int length, long deadline)
      throws IOException {
    boolean keep = false;
    try {
      Socket socket = open(deadline);
      HttpReply reply = exchange.run(socket, head, body, length, maxReplyBytes);
      keep = exchange.connectionReusable();
      return reply;
    } catch (IOException e) {
      if (watchdog.release()) {
        SocketTimeoutException late = new SocketTimeoutException("no complete answer in time");
        late.initCause(e);
        throw late;
      }
      throw e;
    } finally {
      if (watchdog.release() || !keep) {
        close();
      }
    }
  }

  private Socket open(long deadline) throws IOException {
    Socket kept = stream;
    Socket keptTcp = tcp;
    if (kept != null && keptTcp != null) {
      watchdog.watch(keptTcp, deadline);
      return kept;
    }
    Socket plain = connect(deadline);
    tcp = plain;
    Socket opened = tls == null ? plain : secure(tls, plain);
    stream = opened;
    return opened;
  }

  private Socket connect(long deadline) throws IOException {
    IOException failure = null;
    for (InetAddress candidate : InetAddress.getAllByName(address.host())) {
      // NO_PROXY: even a plain socket would ask the application's ProxySelector for a SOCKS proxy.
      Socket socket = new Socket(Proxy.NO_PROXY);
      watchdog.watch(socket, deadline);
      try {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        socket.setTcpNoDelay(true);
        socket.connect(
            new InetSocketAddress(candidate, address.port()),
            (int) Math.max(1, Math.min(connectMillis, left)));
        return socket;
      } catch (IOException e) {
        closeQuietly(socket);
        failure = failure == null ? e : failure;
      }
    }
    throw failure == null ? new IOException("no address for " + address.host()) : failure;
  }

  private Socket secure(SSLSocketFactory factory, Socket plain) throws IOException {
    SSLSocket secured =
        (SSLSocket) factory.createSocket(plain, address.host(), address.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate must name the host
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private byte[] head(String headerLines, int length) {
    String head =
        "POST "
            + address.target()
            + " HTTP/1.1\r\nHost: "
            + address.authority()
            + "\r\nContent-Length: "
            + length
            + "\r\n"
            + headerLines;
    return (head + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // closed for us either way
    }
  }

  /** One request and its answer on an open connection. */
  private static final class Exchange {

    private @Nullable ReplyReader reader;
    private boolean reusable;

    HttpReply run(Socket socket, byte[] head, byte[] body, int length, int maxReplyBytes)
        throws IOException {
      ReplyReader reading =
          new ReplyReader(new BufferedInputStream(socket.getInputStream()), maxReplyBytes);
      reader = reading;
      IOException unsent = null;
      try {
        OutputStream out = socket.getOutputStream();
        out.write(head);
        out.write(body, 0, length);
        out.flush();
      } catch (IOException e) {
        unsent = e; // a peer may answer (413) and hang up before it has read everything
      }
      try {
        HttpReply reply = reading.read();
        reusable = unsent == null && reading.connectionReusable();
        return reply;
      } catch (IOException e) {
        throw unsent == null ? e : unsent;
      }
    }

    boolean answered() {
      return reader != null && reader.hasBegun();
    }

    boolean connectionReusable() {
      return reusable;
    }
  }
}
