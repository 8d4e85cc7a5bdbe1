package dev.clew.exporter.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads one HTTP/1.x answer (RFC 9112). Bounded in everything a peer chooses: line 8 KiB, 100
 * header lines, body as told. Knows nothing of time; whoever owns the socket ends a slow answer by
 * closing it.
 */
final class ReplyReader {

  private static final int MAX_LINE = 8192;
  private static final int MAX_HEADERS = 100;

  private final InputStream in;
  private final int maxBody;

  private boolean begun;
  private boolean reusable;

  /** Must be buffered: it is read byte by byte. */
  ReplyReader(InputStream in, int maxBody) {
    this.in = in;
    this.maxBody = maxBody;
  }

  /** True once the first byte of the answer has come. */
  boolean hasBegun() {
    return begun;
  }

  /** True if the answer was read to its end and the peer keeps the connection open. */
  boolean connectionReusable() {
    return reusable;
  }

  HttpReply read() throws IOException {
    int status;
    boolean persistent;
    List<String> headers;
    do {
      String line = line();
      status = status(line);
      persistent = line.startsWith("HTTP/1.1");
      headers = headers();
    } while (status < 200); // interim answers
    HttpReply head = new HttpReply(status, headers, new byte[0]);
    String connection = head.header("connection");
    boolean close =
        connection == null ? !persistent : connection.toLowerCase(Locale.ROOT).contains("close");
    if (status == 204 || status == 304) {
      reusable = !close;
      return head;
    }
    return new HttpReply(status, headers, body(head, close));
  }

  private byte[] body(HttpReply head, boolean close) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String encoding = head.header("transfer-encoding");
    String length = head.header("content-length");
    if (encoding != null) {
      if (!encoding.equalsIgnoreCase("chunked")) {
        throw new HttpFault("the answer has an unknown Transfer-Encoding");
      }
      chunks(body);
      reusable = !close;
    } else if (length != null) {
      copy(body, number(length, 10));
      reusable = !close;
    } else {
      int next = in.read();
      for (; next >= 0; next = in.read()) {
        append(body, next);
      }
    }
    return body.toByteArray();
  }

  private void chunks(ByteArrayOutputStream body) throws IOException {
    while (true) {
      String line = line();
      int extension = line.indexOf(';');
      long size = number((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
      if (size == 0) {
        headers(); // trailers
        return;
      }
      copy(body, size);
      if (!line().isEmpty()) {
        throw new HttpFault("the answer has a chunk of the wrong length");
      }
    }
  }

  private void copy(ByteArrayOutputStream body, long count) throws IOException {
    if (count > maxBody - body.size()) {
      throw tooLong();
    }
    for (long i = 0; i < count; i++) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the answer ended early");
      }
      body.write(next);
    }
  }

  private void append(ByteArrayOutputStream body, int next) throws IOException {
    if (body.size() >= maxBody) {
      throw tooLong();
    }
    body.write(next);
  }

  private HttpFault tooLong() {
    return new HttpFault("the answer is longer than " + maxBody + " bytes");
  }

  private List<String> headers() throws IOException {
    List<String> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || headers.size() >= 2 * MAX_HEADERS) {
        throw new HttpFault("the answer has malformed or too many header lines");
      }
      headers.add(line.substring(0, colon).trim().toLowerCase(Locale.ROOT));
      headers.add(line.substring(colon + 1).trim());
    }
    return headers;
  }

  private static int status(String line) throws HttpFault {
    // HTTP/1.1 200 OK
    boolean wellFormed =
        line.length() >= 12
            && line.startsWith("HTTP/1.")
            && line.charAt(8) == ' '
            && (line.length() == 12 || line.charAt(12) == ' ');
    long status = wellFormed ? number(line.substring(9, 12), 10) : 0;
    if (status < 100) {
      throw new HttpFault("what answers does not speak HTTP/1");
    }
    return (int) status;
  }

  private static long number(String text, int radix) throws HttpFault {
    if (!text.isEmpty() && text.length() <= 15 && Character.digit(text.charAt(0), radix) >= 0) {
      try {
        return Long.parseLong(text, radix);
      } catch (NumberFormatException e) {
        // told below
      }
    }
    throw new HttpFault("the answer has a malformed length or status");
  }

  /** A line without its CRLF or LF, as ISO-8859-1. */
  private String line() throws IOException {
    byte[] buffer = new byte[128];
    int length = 0;
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the answer ended early");
      }
      begun = true;
      if (next == '\n') {
        int end = length > 0 && buffer[length - 1] == '\r' ? length - 1 : length;
        return new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
      }
      if (length >= MAX_LINE) {
        throw new HttpFault("the answer has a line longer than " + MAX_LINE + " bytes");
      }
      buffer = length == buffer.length ? grown(buffer) : buffer;
      buffer[length++] = (byte) next;
    }
  }

  private static byte[] grown(byte[] buffer) {
    return Arrays.copyOf(buffer, buffer.length * 2);
  }
}
