package dev.clew.plugins.httpurlconnection;

import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the one exchange of a connection. Like the connection, for one thread at a time.
 */
final class Exchange {

  final HttpURLConnection connection;

  /**
   * Whether the application asked for the output stream first: the JDK then turns GET into POST.
   */
  final boolean writes;

  /** The open call; null when none is recorded or it has ended. */
  @Nullable Object call;

  /** Status of the last response, redirects included; 0 when none came. */
  int status;

  /**
   * Whether the response is being read: the JDK calls the reading methods from within themselves.
   */
  boolean reading;

  Exchange(HttpURLConnection connection, boolean writes) {
    this.connection = connection;
    this.writes = writes;
  }
}
