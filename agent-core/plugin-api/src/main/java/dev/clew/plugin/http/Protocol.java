package dev.clew.plugin.http;

import org.jspecify.annotations.Nullable;

/** {@code network.protocol.version} of what libraries call a protocol. */
final class Protocol {

  private Protocol() {}

  /** Returns a constant for what is usual; null if it is not understood. */
  static @Nullable String version(@Nullable String protocol) {
    if (protocol == null) {
      return null;
    }
    switch (protocol) {
      case "HTTP/1.1":
      case "HTTP_1_1":
      case "http/1.1":
      case "1.1":
        return "1.1";
      case "HTTP/2.0":
      case "HTTP/2":
      case "HTTP_2":
      case "h2":
      case "h2c":
      case "2.0":
      case "2":
        return "2";
      case "HTTP/1.0":
      case "http/1.0":
      case "1.0":
        return "1.0";
      case "HTTP/3.0":
      case "HTTP/3":
      case "HTTP_3":
      case "h3":
      case "3":
        return "3";
      default:
        return null;
    }
  }
}
