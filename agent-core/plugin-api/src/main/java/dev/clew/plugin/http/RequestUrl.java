package dev.clew.plugin.http;

import org.jspecify.annotations.Nullable;

/**
 * The URL of a client's request: redacted text, host and port, found in one pass. Never throws; a
 * URL that cannot be understood has a null host.
 */
final class RequestUrl {

  /** Longer URLs are cut, so that a hostile one costs bounded work. */
  static final int MAX_LENGTH = 8192;

  /** Absolute and without credentials; null if nothing is known. */
  final @Nullable String full;

  /** Host without brackets; null if it is not known. */
  final @Nullable String host;

  /** Explicit or by scheme; -1 if it is not known. */
  final int port;

  private RequestUrl(@Nullable String full, @Nullable String host, int port) {
    this.full = full;
    this.host = host;
    this.port = port;
  }

  /**
   * Understands a URL.
   *
   * @param base {@code scheme://host[:port]}; used if {@code uri} is not absolute
   */
  static RequestUrl of(@Nullable String base, @Nullable String uri, UrlRedaction redaction) {
    String url = absolute(base, uri);
    if (url == null) {
      return new RequestUrl(null, null, -1);
    }
    if (url.length() > MAX_LENGTH) {
      url = url.substring(0, MAX_LENGTH);
    }
    int scheme = schemeLength(url);
    int start = scheme >= 0 ? scheme + 3 : url.startsWith("//") ? 2 : 0;
    int end = endOfAuthority(url, start);
    int host = url.lastIndexOf('@', end - 1) + 1;
    host = Math.max(host, start);
    if (scheme <= 0 || host == end) {
      return new RequestUrl(redaction.url(url, start, host), null, -1);
    }
    int colon = HostPort.portColon(url, host, end);
    boolean byScheme = colon < 0 || colon + 1 == end;
    int port = byScheme ? defaultPort(url, scheme) : HostPort.port(url, colon + 1, end);
    if (!byScheme && port < 0) {
      // Perhaps a password with a slash in it: nothing behind the scheme is safe to show.
      return new RequestUrl(url.substring(0, start) + UrlRedaction.REDACTED, null, -1);
    }
    String name = HostPort.host(url, host, colon < 0 ? end : colon);
    return new RequestUrl(redaction.url(url, start, host), name, port);
  }

  private static @Nullable String absolute(@Nullable String base, @Nullable String uri) {
    if (uri == null || uri.isEmpty()) {
      return base == null || base.isEmpty() ? null : base;
    }
    if (base == null || base.isEmpty() || schemeLength(uri) > 0) {
      return uri;
    }
    boolean slash = base.charAt(base.length() - 1) == '/';
    if (uri.charAt(0) == '/') {
      return slash ? base.substring(0, base.length() - 1) + uri : base + uri;
    }
    return slash ? base + uri : base + "/" + uri;
  }

  /** The length of {@code scheme} in {@code scheme://…}, or -1; a query may contain it too. */
  private static int schemeLength(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c == ':') {
        return i > 0 && uri.startsWith("//", i + 1) ? i : -1;
      }
      if (c == '/' || c == '?' || c == '#') {
        return -1;
      }
    }
    return -1;
  }

  private static int endOfAuthority(String url, int start) {
    for (int i = start; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return i;
      }
    }
    return url.length();
  }

  private static int defaultPort(String url, int schemeLength) {
    if (url.regionMatches(true, 0, "https", 0, 5) && schemeLength == 5) {
      return 443;
    }
    return url.regionMatches(true, 0, "http", 0, 4) && schemeLength == 4 ? 80 : -1;
  }
}
