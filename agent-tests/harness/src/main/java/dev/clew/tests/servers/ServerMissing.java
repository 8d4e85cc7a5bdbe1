package dev.clew.tests.servers;

/** A server cannot be had on this machine; the message says what would help. */
final class ServerMissing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServerMissing(String message) {
    super(message);
  }
}
