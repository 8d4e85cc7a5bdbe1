package dev.clew.bootstrap;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns the location of a code source into a file. */
final class JarLocation {

  private JarLocation() {}

  /**
   * The file of a {@code file:} or {@code jar:file:…!/} location, without {@code java.nio.file} and
   * without {@code java.net.URI}, which refuses spaces that some loaders leave unescaped.
   */
  static @Nullable File file(String location) {
    String path = location;
    if (path.startsWith("jar:")) {
      int end = path.indexOf("!/");
      path = path.substring(4, end < 0 ? path.length() : end);
    }
    if (!path.startsWith("file:")) {
      return null;
    }
    path = path.substring("file:".length());
    File raw = new File(path);
    return raw.isFile() ? raw : new File(unescape(path));
  }

  private static String unescape(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    byte[] from = path.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream to = new ByteArrayOutputStream(from.length);
    for (int i = 0; i < from.length; i++) {
      int high = from[i] == '%' && i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(from[i + 2], 16);
      if (low < 0) {
        to.write(from[i]);
      } else {
        to.write(high * 16 + low);
        i += 2;
      }
    }
    return new String(to.toByteArray(), StandardCharsets.UTF_8);
  }
}
