package dev.clew.propagators;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * {@code traceparent} of W3C Trace Context Level 2: {@code {version 2}-{trace-id 32}-{parent-id
 * 16}-{flags 2}}, all lower-case hex.
 */
final class W3cTraceParent {

  private static final int TRACE_ID = 3;
  private static final int SPAN_ID = 36;
  private static final int FLAGS = 53;
  private static final int LENGTH = 55;

  private static final int SAMPLED = 1;
  private static final int RANDOM = 2;

  private W3cTraceParent() {}

  /** Checks one header line, without space around it; null if malformed. */
  static @Nullable Ids parse(String header) {
    int start = HeaderChars.skipSpace(header, 0, header.length());
    int end = HeaderChars.trimEnd(header, start, header.length());
    if (end - start < LENGTH || !wellFormed(header, start) || !rightLength(header, start, end)) {
      return null;
    }
    int known = isVersionZero(header, start) ? SAMPLED | RANDOM : SAMPLED;
    int flags = HeaderChars.hexValue(header.charAt(start + FLAGS)) << 4;
    flags = (flags | HeaderChars.hexValue(header.charAt(start + FLAGS + 1))) & known;
    String traceId = header.substring(start + TRACE_ID, start + TRACE_ID + 32);
    String spanId = header.substring(start + SPAN_ID, start + SPAN_ID + 16);
    return new Ids(traceId, spanId, TraceFlags.fromByte((byte) flags));
  }

  /** The header of a valid context; unknown flag bits are sent as zero. */
  @SuppressWarnings("UnnecessaryStringBuilder") // sized once, where concatenation would grow twice
  static String format(SpanContext context) {
    int flags = context.getTraceFlags().asByte() & (SAMPLED | RANDOM);
    return new StringBuilder(LENGTH)
        .append("00-")
        .append(context.getTraceId())
        .append('-')
        .append(context.getSpanId())
        .append("-0")
        .append((char) ('0' + flags))
        .toString();
  }

  private static boolean wellFormed(String header, int start) {
    if (header.charAt(start + 2) != '-'
        || header.charAt(start + 35) != '-'
        || header.charAt(start + 52) != '-') {
      return false;
    }
    boolean versionInvalid = header.charAt(start) == 'f' && header.charAt(start + 1) == 'f';
    return !versionInvalid
        && isHex(header, start, 2)
        && isId(header, start + TRACE_ID, 32)
        && isId(header, start + SPAN_ID, 16)
        && isHex(header, start + FLAGS, 2);
  }

  /**
   * Version 00 ends after the flags; a later version may go on after a dash, but is never two
   * headers in one.
   */
  private static boolean rightLength(String header, int start, int end) {
    if (end - start == LENGTH) {
      return true;
    }
    return !isVersionZero(header, start)
        && header.charAt(start + LENGTH) == '-'
        && HeaderChars.indexOf(header, ',', start, end) < 0;
  }

  private static boolean isVersionZero(String header, int start) {
    return header.charAt(start) == '0' && header.charAt(start + 1) == '0';
  }

  private static boolean isHex(String header, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (!HeaderChars.isLowerHex(header.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isId(String header, int start, int length) {
    boolean zero = true;
    for (int i = start; i < start + length; i++) {
      char c = header.charAt(i);
      if (!HeaderChars.isLowerHex(c)) {
        return false;
      }
      zero &= c == '0';
    }
    return !zero;
  }

  /** What a valid header holds. */
  static final class Ids {
    private final String traceId;
    private final String spanId;
    private final TraceFlags flags;

    private Ids(String traceId, String spanId, TraceFlags flags) {
      this.traceId = traceId;
      this.spanId = spanId;
      this.flags = flags;
    }

    SpanContext with(TraceState state) {
      return SpanContext.createFromRemoteParent(traceId, spanId, flags, state);
    }
  }
}
