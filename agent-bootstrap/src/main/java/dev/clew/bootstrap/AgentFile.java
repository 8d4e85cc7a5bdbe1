package dev.clew.bootstrap;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The agent's own jar, found from where the JVM loaded its entry point. */
final class AgentFile {

  private static final String PREMAIN_CLASS = "dev.clew.bootstrap.ClewAgent";

  private final File file;

  private AgentFile(File file) {
    this.file = file;
  }

  /** Finds the jar from a class that the system loader took out of it. */
  static AgentFile of(Class<?> entryPoint) {
    CodeSource source = entryPoint.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    File file = location == null ? null : JarLocation.file(location.toString());
    if (file == null || !file.isFile()) {
      throw new IllegalStateException("the agent must be a jar file of its own, not " + location);
    }
    return new AgentFile(file);
  }

  File file() {
    return file;
  }

  /**
   * Opens the jar, unverified: it carries no signature, and looking for one costs at every start.
   *
   * @throws IllegalStateException when it cannot be read, or is another jar into which ours was
   *     merged
   */
  JarFile open() {
    try {
      JarFile jar = new JarFile(file, /* verify= */ false);
      if (isOurs(jar)) {
        return jar;
      }
      jar.close();
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException("the agent jar " + file + " cannot be read: " + e);
    }
    throw new IllegalStateException(
        file + " is not the agent jar; do not merge it into another jar");
  }

  private static boolean isOurs(JarFile jar) throws IOException {
    Manifest manifest = jar.getManifest();
    return manifest != null
        && PREMAIN_CLASS.equals(manifest.getMainAttributes().getValue("Premain-Class"));
  }
}
