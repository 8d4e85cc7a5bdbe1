package dev.clew.exporter.http;

import java.io.IOException;

/** An exchange that must not be tried again: what the peer sent is not an answer we accept. */
public final class HttpFault extends IOException {

  private static final long serialVersionUID = 1L;

  HttpFault(String message) {
    super(message);
  }
}
