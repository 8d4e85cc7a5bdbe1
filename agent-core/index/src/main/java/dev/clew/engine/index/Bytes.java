package dev.clew.engine.index;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** A bounds-checked, big-endian cursor over a range of bytes. Not thread-safe. */
final class Bytes {

  private final byte[] bytes;
  private final int end;
  private final String what;
  private int position;

  /**
   * Starts at {@code offset}.
   *
   * @param what for messages: {@code clew.index}
   * @throws IndexFormatException when the range is not inside {@code bytes}
   */
  Bytes(byte[] bytes, int offset, int length, String what) {
    if (offset < 0 || length < 0 || offset > bytes.length - length) {
      throw new IndexFormatException(what + ": range " + offset + "+" + length + " is outside");
    }
    this.bytes = bytes;
    this.position = offset;
    this.end = offset + length;
    this.what = what;
  }

  int position() {
    return position;
  }

  int remaining() {
    return end - position;
  }

  int u1() {
    need(1);
    return bytes[position++] & 0xff;
  }

  int u2() {
    need(2);
    int value = u2At(bytes, position);
    position += 2;
    return value;
  }

  int s4() {
    need(4);
    int value = s4At(bytes, position);
    position += 4;
    return value;
  }

  /** Reads a two-byte count of things that take at least {@code atLeast} bytes each. */
  int count(int atLeast) {
    int count = u2();
    if (count > remaining() / atLeast) {
      throw new IndexFormatException(what + ": " + count + " items do not fit at " + position);
    }
    return count;
  }

  /** Reads a two-byte length and UTF-8. */
  String string() {
    int length = u2();
    need(length);
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  /**
   * Checks magic, version, length and checksum: 16 bytes, after which the body starts.
   *
   * @return the length of the body
   */
  int header(int magic, int version) {
    if (s4() != magic) {
      throw new IndexFormatException(what + ": not a file of Clew");
    }
    int found = s4();
    if (found != version) {
      throw new IndexFormatException(
          what + ": format version " + found + ", this agent reads version " + version);
    }
    int length = s4();
    int checksum = s4();
    need(length);
    CRC32 crc = new CRC32();
    crc.update(bytes, position, length);
    if ((int) crc.getValue() != checksum) {
      throw new IndexFormatException(what + ": damaged, checksum differs");
    }
    return length;
  }

  private void need(int count) {
    if (count < 0 || count > end - position) {
      throw new IndexFormatException(what + ": truncated at " + position);
    }
  }

  static int u2At(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  static int s4At(byte[] bytes, int at) {
    return (u2At(bytes, at) << 16) | u2At(bytes, at + 2);
  }
}
