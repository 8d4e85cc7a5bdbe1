package dev.clew.exporter.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Finds the private key in a PEM file (RFC 7468) and gives it as PKCS #8. */
final class PemKey {

  private static final String PKCS8 = "PRIVATE KEY";
  private static final String PKCS1 = "RSA PRIVATE KEY";

  /**
   * Version 0 and the algorithm identifier rsaEncryption, as PKCS #8 puts them before the PKCS #1
   * key.
   */
  private static final byte[] RSA_PREFIX = {
    0x02,
    0x01,
    0x00,
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  private PemKey() {}

  static byte[] pkcs8(byte[] pem) throws GeneralSecurityException {
    String text = new String(pem, StandardCharsets.ISO_8859_1);
    if (text.contains("ENCRYPTED")) {
      throw new GeneralSecurityException("an encrypted key, accepted: a key without a password");
    }
    byte[] key = block(text, PKCS8);
    if (key != null) {
      return key;
    }
    byte[] rsa = block(text, PKCS1);
    if (rsa != null) {
      return wrap(rsa);
    }
    throw new GeneralSecurityException(
        "no private key in it, accepted: PEM with BEGIN PRIVATE KEY or BEGIN RSA PRIVATE KEY");
  }

  private static byte @Nullable [] block(String text, String label)
      throws GeneralSecurityException {
    String begin = "-----BEGIN " + label + "-----";
    int start = text.indexOf(begin);
    int end = text.indexOf("-----END " + label + "-----");
    if (start < 0 || end < start) {
      return null;
    }
    try {
      return Base64.getMimeDecoder().decode(text.substring(start + begin.length(), end).trim());
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("a key that is not Base64", e);
    }
  }

  private static byte[] wrap(byte[] rsa) {
    byte[] octets = der(0x04, rsa);
    byte[] content = new byte[RSA_PREFIX.length + octets.length];
    System.arraycopy(RSA_PREFIX, 0, content, 0, RSA_PREFIX.length);
    System.arraycopy(octets, 0, content, RSA_PREFIX.length, octets.length);
    return der(0x30, content);
  }

  /** Tag, length in the definite form of at most three bytes, content. */
  private static byte[] der(int tag, byte[] content) {
    int length = content.length;
    int lengthBytes = length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
    byte[] encoded = new byte[2 + lengthBytes + length];
    encoded[0] = (byte) tag;
    encoded[1] = (byte) (lengthBytes == 0 ? length : 0x80 | lengthBytes);
    for (int i = 0; i < lengthBytes; i++) {
      encoded[2 + i] = (byte) (length >>> (8 * (lengthBytes - 1 - i)));
    }
    System.arraycopy(content, 0, encoded, 2 + lengthBytes, length);
    return encoded;
  }
}
