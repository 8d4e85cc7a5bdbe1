package dev.clew.exporter.otlp;

import java.io.ByteArrayOutputStream;

/** A byte buffer that gives its array away without a copy; one thread. */
final class Buffer extends ByteArrayOutputStream {

  Buffer() {
    super(8192);
  }

  /** Valid up to {@link #size}, until the next write. */
  byte[] bytes() {
    return buf;
  }

  int capacity() {
    return buf.length;
  }
}
