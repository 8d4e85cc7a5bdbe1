package dev.clew.plugin.http;

import org.jspecify.annotations.Nullable;

/** Reads {@code host[:port]}, as in URLs, {@code Host} and {@code Forwarded}. */
final class HostPort {

  private HostPort() {}

  /** Returns the index of the colon before the port, or -1; minds {@code [v6]} and bare v6. */
  static int portColon(String text, int start, int end) {
    int colon = text.lastIndexOf(':', end - 1);
    if (colon < start) {
      return -1;
    }
    if (text.charAt(start) == '[') {
      return text.charAt(colon - 1) == ']' ? colon : -1;
    }
    return text.lastIndexOf(':', colon - 1) >= start ? -1 : colon;
  }

  /** Returns the host without brackets; null if it is empty. */
  static @Nullable String host(String text, int start, int end) {
    int from = start;
    int to = end;
    if (to - from >= 2 && text.charAt(from) == '[' && text.charAt(to - 1) == ']') {
      from++;
      to--;
    }
    return from >= to ? null : text.substring(from, to);
  }

  /** Returns a port from 0 to 65535, or -1. */
  static int port(String text, int start, int end) {
    if (start >= end || end - start > 5) {
      return -1;
    }
    int port = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      port = port * 10 + digit;
    }
    return port > 65535 ? -1 : port;
  }
}
