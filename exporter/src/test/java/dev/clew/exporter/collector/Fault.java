package dev.clew.exporter.collector;

/** What the collector does with one request. */
public enum Fault {
  /**
   * 200 with an empty response message; the only answer whose body is kept as accepted, with {@link
   * #PARTIAL}.
   */
  NONE,
  /** 200, and the connection is closed right after without having said so. */
  HANG_UP_AFTERWARDS,
  /** Reads the request and never answers. */
  SILENT,
  /** Never reads what is sent. */
  DEAF,
  /** Answers with bytes that are not HTTP. */
  GARBAGE,
  /** 200 with a body that is a web page. */
  WEB_PAGE,
  /** 200 with a body that is no response message. */
  GARBAGE_BODY,
  /** 200 with a chunked body without end, as fast as it is read. */
  ENDLESS_BODY,
  /** 200 with a body that comes byte by byte, for ever. */
  TRICKLING_BODY,
  /** A status line and then header lines without end. */
  ENDLESS_HEADERS,
  /** 429 with {@code Retry-After} as {@link FaultyCollector#retryAfter} says. */
  THROTTLED,
  /** 503 without {@code Retry-After}. */
  UNAVAILABLE,
  /** The connection is reset when the request was read. */
  RESET,
  /** The connection is reset in the middle of the answer's body. */
  RESET_IN_BODY,
  /** 302 to {@link FaultyCollector#redirectTo}. */
  REDIRECT,
  /** 200, and one span of the batch was rejected. */
  PARTIAL,
  /** 413 before the request was read, and the connection is closed. */
  TOO_LARGE,
  /** 401 with a challenge. */
  UNAUTHORIZED,
  /** 400. */
  BAD_REQUEST
}
