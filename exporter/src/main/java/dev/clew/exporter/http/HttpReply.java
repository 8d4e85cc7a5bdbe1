package dev.clew.exporter.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A complete answer. Immutable except for the arrays, which the receiver owns. */
public final class HttpReply {

  private final int status;
  private final List<String> headers;
  private final byte[] body;

  /** {@code headers} alternates lower-case names and trimmed values. */
  HttpReply(int status, List<String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** The status code, 200 to 999. */
  public int status() {
    return status;
  }

  /** The first value of a header, any case; null if absent. */
  public @Nullable String header(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (int i = 0; i < headers.size(); i += 2) {
      if (headers.get(i).equals(lower)) {
        return headers.get(i + 1);
      }
    }
    return null;
  }

  /** The body, empty if there is none. */
  public byte[] body() {
    return body;
  }
}
