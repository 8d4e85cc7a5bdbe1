package dev.clew.plugin.http;

import org.jspecify.annotations.Nullable;

/**
 * What the span of a request learns while the request is handled. A request is handled by one
 * thread at a time, and the hand-over orders what they write.
 */
final class ServerRequest {

  /** Null for a call that records nothing. */
  final @Nullable HttpMethod method;

  /** The container's mapping, such as {@code /api/*}; used unless a framework knows better. */
  @Nullable String containerRoute;

  /** The framework's route. */
  @Nullable String route;

  /** What the framework turned into a response. */
  @Nullable Throwable handled;

  ServerRequest(@Nullable HttpMethod method) {
    this.method = method;
  }
}
