package dev.clew.build.index;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Big-endian bytes of the formats; values that do not fit are a bug of the caller. */
public final class ByteWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public int size() {
    return out.size();
  }

  public void u1(int value) {
    require(value, 0xff);
    out.write(value);
  }

  public void u2(int value) {
    require(value, 0xffff);
    out.write(value >>> 8);
    out.write(value);
  }

  public void s4(int value) {
    out.write(value >>> 24);
    out.write(value >>> 16);
    out.write(value >>> 8);
    out.write(value);
  }

  public void bytes(byte[] bytes) {
    out.writeBytes(bytes);
  }

  /** Two-byte length and UTF-8. */
  public void string(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    u2(utf8.length);
    bytes(utf8);
  }

  public byte[] toByteArray() {
    return out.toByteArray();
  }

  /** Puts magic, version, length and checksum (16 bytes) in front. */
  public byte[] withHeader(int magic, int version) {
    byte[] body = out.toByteArray();
    CRC32 crc = new CRC32();
    crc.update(body);
    ByteWriter whole = new ByteWriter();
    whole.s4(magic);
    whole.s4(version);
    whole.s4(body.length);
    whole.s4((int) crc.getValue());
    whole.bytes(body);
    return whole.toByteArray();
  }

  private static void require(int value, int max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(value + " does not fit in 0.." + max);
    }
  }
}
