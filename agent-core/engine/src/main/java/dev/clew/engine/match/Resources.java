package dev.clew.engine.match;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads class files through the loader that would define them, without loading a class. A loader is
 * foreign code: it may fail in any way, which is the same here as having nothing.
 */
public final class Resources {

  private static final int FIRST_BYTES = 8192;
  private static final int MAX_BYTES = 16 << 20;

  private Resources() {}

  /**
   * Reads as much of a class file as its head needs and parses it.
   *
   * @param whole whether to read everything, for the members
   * @return whether the header is parsed; then it must be released
   */
  public static boolean read(
      @Nullable ClassLoader loader, String internalName, ClassHeader header, boolean whole) {
    InputStream in = open(loader, internalName);
    if (in == null) {
      return false;
    }
    try {
      return parse(in, header, whole);
    } catch (IOException | RuntimeException | LinkageError e) {
      return false;
    } finally {
      close(in);
    }
  }

  /** Whether the loader has the class file. */
  public static boolean has(@Nullable ClassLoader loader, String internalName) {
    InputStream in = open(loader, internalName);
    close(in);
    return in != null;
  }

  private static @Nullable InputStream open(@Nullable ClassLoader loader, String internalName) {
    String resource = internalName + ".class";
    try {
      return loader == null
          ? ClassLoader.getSystemResourceAsStream(resource)
          : loader.getResourceAsStream(resource);
    } catch (RuntimeException | LinkageError e) {
      return null;
    }
  }

  private static void close(@Nullable InputStream in) {
    if (in != null) {
      try {
        in.close();
      } catch (IOException | RuntimeException | LinkageError e) {
        // nothing was written; what was read is read
      }
    }
  }

  private static boolean parse(InputStream in, ClassHeader header, boolean whole)
      throws IOException {
    byte[] bytes = new byte[FIRST_BYTES];
    int length = 0;
    boolean end = false;
    while (true) {
      while (!end && length < bytes.length) {
        int n = in.read(bytes, length, bytes.length - length);
        end = n <= 0; // a stream that returns 0 for a positive length is broken
        length += Math.max(n, 0);
      }
      int result = whole && !end ? ClassHeader.TRUNCATED : header.parse(bytes, length);
      if (result == ClassHeader.OK) {
        return true;
      }
      if (result == ClassHeader.INVALID || end || bytes.length >= MAX_BYTES) {
        header.release();
        return false;
      }
      bytes = Arrays.copyOf(bytes, bytes.length * 4);
    }
  }
}
