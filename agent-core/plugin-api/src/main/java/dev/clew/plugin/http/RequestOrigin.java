package dev.clew.plugin.http;

import dev.clew.plugin.family.AttributeArray;
import org.jspecify.annotations.Nullable;

/**
 * Scheme, server and client of a request as its sender meant them: what proxies tell first, then
 * what the connection tells (semantic conventions, HTTP server definitions).
 */
final class RequestOrigin {

  private final @Nullable String forwarded;
  private @Nullable String scheme;
  private @Nullable String host;
  private @Nullable String client;

  /**
   * Begins with the header of RFC 7239.
   *
   * @param forwarded value of {@code Forwarded}
   */
  RequestOrigin(@Nullable String forwarded) {
    this.forwarded = forwarded;
  }

  /** Takes {@code X-Forwarded-Proto} and the connection's scheme. */
  RequestOrigin scheme(@Nullable String proxied, @Nullable String own) {
    scheme = first("proto", proxied, own);
    return this;
  }

  /** Takes {@code X-Forwarded-Host} and {@code Host}. */
  RequestOrigin host(@Nullable String proxied, @Nullable String own) {
    host = first("host", proxied, own);
    return this;
  }

  /** Takes {@code X-Forwarded-For}; the connection's peer has no port to cut off. */
  RequestOrigin client(@Nullable String proxied) {
    client = first("for", proxied, null);
    return this;
  }

  void describe(AttributeArray attributes, @Nullable String peer, int peerPort) {
    attributes.put(HttpAttributes.URL_SCHEME, scheme);
    if (host != null && !host.isEmpty()) {
      int colon = HostPort.portColon(host, 0, host.length());
      int end = colon < 0 ? host.length() : colon;
      int port = colon < 0 ? -1 : HostPort.port(host, colon + 1, host.length());
      attributes.put(HttpAttributes.SERVER_ADDRESS, HostPort.host(host, 0, end));
      attributes.putIfKnown(HttpAttributes.SERVER_PORT, port < 0 ? defaultPort() : port);
    }
    attributes.put(HttpAttributes.CLIENT_ADDRESS, client == null ? peer : withoutPort(client));
    attributes.put(HttpAttributes.PEER_ADDRESS, peer);
    attributes.putIfKnown(HttpAttributes.PEER_PORT, peer == null ? -1 : peerPort);
  }

  private @Nullable String first(String parameter, @Nullable String proxied, @Nullable String own) {
    String value = Forwarded.parameter(forwarded, parameter);
    value = value != null ? value : Forwarded.first(proxied);
    return value != null ? value : own;
  }

  private static @Nullable String withoutPort(String address) {
    int colon = HostPort.portColon(address, 0, address.length());
    return HostPort.host(address, 0, colon < 0 ? address.length() : colon);
  }

  private int defaultPort() {
    return "https".equals(scheme) ? 443 : "http".equals(scheme) ? 80 : -1;
  }
}
