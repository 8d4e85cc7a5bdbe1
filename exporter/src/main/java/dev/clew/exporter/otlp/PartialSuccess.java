package dev.clew.exporter.otlp;

import java.nio.charset.StandardCharsets;

/**
 * What a collector says in an {@code ExportTraceServiceResponse}: {@code partial_success = 1
 * {rejected_spans = 1 (int64), error_message = 2 (string)}}. Read by hand: it is two fields.
 */
final class PartialSuccess {

  private static final PartialSuccess NONE = new PartialSuccess(0, "");
  private static final int MAX_MESSAGE = 200;

  private final long rejected;
  private final String message;

  private PartialSuccess(long rejected, String message) {
    this.rejected = rejected;
    this.message = message;
  }

  /** Spans refused, 0 if all were taken. */
  long rejected() {
    return rejected;
  }

  /** The collector's words, made printable and at most 200 characters; may be a mere warning. */
  String message() {
    return message;
  }

  /** Never throws; what cannot be parsed says nothing. */
  static PartialSuccess parse(byte[] response) {
    long rejected = 0;
    String message = "";
    try {
      Fields outer = new Fields(response, 0, response.length);
      while (outer.next()) {
        if (outer.number == 1 && outer.type == 2) {
          Fields inner = new Fields(response, outer.start, outer.end);
          while (inner.next()) {
            if (inner.number == 1 && inner.type == 0) {
              rejected = inner.value;
            } else if (inner.number == 2 && inner.type == 2) {
              message = text(response, inner.start, inner.end);
            }
          }
        }
      }
    } catch (IllegalArgumentException e) {
      return NONE;
    }
    return new PartialSuccess(Math.max(0, rejected), message);
  }

  /** A peer's text for a log line: no control characters, bounded. */
  static String text(byte[] bytes, int start, int end) {
    String raw =
        new String(bytes, start, Math.min(end - start, 4 * MAX_MESSAGE), StandardCharsets.UTF_8);
    StringBuilder clean = new StringBuilder();
    for (int i = 0; i < raw.length() && i < MAX_MESSAGE; i++) {
      char c = raw.charAt(i);
      clean.append(Character.isISOControl(c) ? '?' : c);
    }
    return clean.toString();
  }

  /** Walks over the fields of one protobuf message. */
  private static final class Fields {
    private final byte[] bytes;
    private final int limit;
    private int position;

    private int number;
    private int type;
    private long value;
    private int start;
    private int end;

    Fields(byte[] bytes, int from, int to) {
      this.bytes = bytes;
      this.position = from;
      this.limit = to;
    }

    boolean next() {
      if (position >= limit) {
        return false;
      }
      long tag = varint();
      number = (int) (tag >>> 3);
      type = (int) (tag & 7);
      if (type == 0) {
        value = varint();
      } else if (type == 1 || type == 5) {
        skip(type == 1 ? 8 : 4);
      } else if (type == 2) {
        long length = varint();
        start = position;
        skip(length);
        end = position;
      } else {
        throw new IllegalArgumentException("wire type");
      }
      return true;
    }

    private void skip(long count) {
      if (count < 0 || count > limit - position) {
        throw new IllegalArgumentException("length");
      }
      position += (int) count;
    }

    private long varint() {
      long result = 0;
      for (int shift = 0; shift < 64 && position < limit; shift += 7) {
        byte b = bytes[position++];
        result |= (long) (b & 0x7f) << shift;
        if (b >= 0) {
          return result;
        }
      }
      throw new IllegalArgumentException("varint");
    }
  }
}
