package dev.clew.bootstrap;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The hidden entries of the agent jar, read whole and checked against their checksum. */
final class HiddenEntries {

  private static final String PREFIX = "clew/";
  private static final String SUFFIX = ".clewdata";

  /** No entry of ours comes near; a damaged directory may claim anything. */
  private static final int MAX_ENTRY_BYTES = 16 << 20;

  private final JarFile jar;
  private final URL root;

  HiddenEntries(JarFile jar) {
    this.jar = jar;
    this.root = HiddenUrlHandler.root(this);
  }

  /**
   * Reads a class file.
   *
   * @param name with dots
   * @return null when the jar has no such class
   */
  byte @Nullable [] readClass(String name) throws IOException {
    return read(PREFIX.concat(name.replace('.', '/')).concat(SUFFIX));
  }

  /**
   * Reads a resource.
   *
   * @param name with slashes; a name that ends in {@code .class} finds the class file
   * @return null when the jar has no such resource
   */
  byte @Nullable [] readResource(String name) throws IOException {
    return read(entryName(name));
  }

  /** A URL that reads the resource with a handler of its own; null when there is none. */
  @Nullable URL url(String name) {
    return jar.getJarEntry(entryName(name)) == null ? null : HiddenUrlHandler.url(root, name);
  }

  private byte @Nullable [] read(String entryName) throws IOException {
    try {
      JarEntry entry = jar.getJarEntry(entryName);
      return entry == null ? null : read(entry);
    } catch (RuntimeException | InternalError e) {
      // As zip readers report damage, and the end of the JVM.
      throw new IOException("unreadable entry " + entryName + ": " + e, e);
    }
  }

  private byte[] read(JarEntry entry) throws IOException {
    long size = entry.getSize();
    if (size < 0 || size > MAX_ENTRY_BYTES) {
      throw new ZipException("damaged entry " + entry.getName() + ": " + size + " bytes");
    }
    byte[] bytes = new byte[(int) size];
    try (InputStream in = jar.getInputStream(entry)) {
      int done = 0;
      while (done < bytes.length) {
        int count = in.read(bytes, done, bytes.length - done);
        if (count < 0) {
          throw new EOFException("damaged entry " + entry.getName() + ": too short");
        }
        done += count;
      }
    }
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, bytes.length);
    if (checksum.getValue() != entry.getCrc()) {
      throw new ZipException("damaged entry " + entry.getName() + ": wrong checksum");
    }
    return bytes;
  }

  private static String entryName(String resource) {
    String name =
        resource.endsWith(".class")
            ? resource.substring(0, resource.length() - ".class".length())
            : resource;
    return PREFIX.concat(name).concat(SUFFIX);
  }
}
