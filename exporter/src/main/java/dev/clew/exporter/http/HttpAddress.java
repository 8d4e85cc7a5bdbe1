package dev.clew.exporter.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go: {@code http} or {@code https}, a host, perhaps a port and a path. Immutable.
 *
 * <p>Takes host names with underscores, which container networks use and {@link URI#getHost} does
 * not give.
 */
public final class HttpAddress {

  private final boolean secure;
  private final String host;
  private final int port;
  private final String authority;
  private final String target;

  private HttpAddress(boolean secure, String host, int port, String authority, String target) {
    this.secure = secure;
    this.host = host;
    this.port = port;
    this.authority = authority;
    this.target = target;
  }

  /** Reads an address; null if it is none, or has a user, a query or a fragment. */
  public static @Nullable HttpAddress parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String authority = uri.getRawAuthority();
    boolean web = scheme.equals("http") || scheme.equals("https");
    if (!web || authority == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      return null;
    }
    int bracket = authority.lastIndexOf(']'); // an IPv6 literal has colons of its own
    int colon = authority.indexOf(':', bracket + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    int port = colon < 0 ? scheme.equals("https") ? 443 : 80 : port(authority.substring(colon + 1));
    if (port < 1 || !isHost(host, uri)) {
      return null;
    }
    String path = uri.getRawPath();
    String target = path == null || path.isEmpty() ? "/" : path;
    return new HttpAddress(scheme.equals("https"), host, port, authority, target);
  }

  /** True for {@code https}. */
  public boolean secure() {
    return secure;
  }

  /** A name or literal to resolve, an IPv6 literal without its brackets. */
  String host() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    return port;
  }

  /** The value of the Host header: the port stands in it as it stood in the address. */
  String authority() {
    return authority;
  }

  /** The path, {@code /} if there is none. */
  String target() {
    return target;
  }

  private static boolean isHost(String host, URI uri) {
    if (uri.getHost() != null) {
      return uri.getRawUserInfo() == null;
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return !host.isEmpty();
  }

  private static int port(String digits) {
    int port = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9' || i > 4) {
        return -1;
      }
      port = port * 10 + c - '0';
    }
    return port > 65_535 ? -1 : port;
  }
}
