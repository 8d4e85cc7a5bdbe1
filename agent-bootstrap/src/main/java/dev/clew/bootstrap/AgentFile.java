package dev.clew.bootstrap;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The agent's own jar, found from where the JVM loaded {@link ClewAgent}. */
final class AgentFile {

  private final File file;

  private AgentFile(File file) {
    this.file = file;
  }

  static AgentFile locate() throws StartRefused {
    CodeSource source = AgentFile.class.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    File file = location == null ? null : file(location.toString());
    if (file == null || !file.isFile()) {
      throw new StartRefused("the agent must be a jar file of its own, not " + location);
    }
    return new AgentFile(file);
  }

  File file() {
    return file;
  }

  /**
   * Opens the jar, unverified: it carries no signature, and looking for one costs at every start.
   *
   * @throws StartRefused when it cannot be read, or is another jar into which ours was merged
   */
  JarFile open() throws StartRefused {
    try {
      JarFile jar = new JarFile(file, /* verify= */ false);
      if (isOurs(jar)) {
        return jar;
      }
      jar.close();
    } catch (IOException | RuntimeException e) {
      throw new StartRefused("the agent jar " + file + " cannot be read: " + e);
    }
    throw new StartRefused(file + " is not the agent jar; do not merge it into another jar");
  }

  private static boolean isOurs(JarFile jar) throws IOException {
    Manifest manifest = jar.getManifest();
    return manifest != null
        && ClewAgent.class.getName().equals(manifest.getMainAttributes().getValue("Premain-Class"));
  }

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
