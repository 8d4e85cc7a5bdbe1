package dev.clew.runtime.config;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file on disk and what of it was read last. Size and time stamp tell whether to
 * look; the content itself tells whether it changed, so renames, symbolic-link swaps and coarse
 * time stamps are noticed. Used by one thread at a time.
 */
public final class ConfigFile {

  /** Time stamps can be as coarse as two seconds; a younger file is always read. */
  private static final long STAMP_MILLIS = 2_500;

  private final File path;
  private final boolean explicit;
  private byte @Nullable [] content;
  private long size = -1;
  private long modified = -1;
  private long readAt;

  private ConfigFile(File path, boolean explicit) {
    this.path = path;
    this.explicit = explicit;
  }

  /**
   * Finds the file: {@code config.file} in any layer, else {@code agent.properties} beside the jar.
   */
  public static ConfigFile locate(Layers layers, @Nullable File agentJar) {
    String named = layers.first("config.file");
    for (Origin origin : Layers.STATIC) {
      if (named == null) {
        named = layers.findAlias(origin, "otel.javaagent.configuration-file");
      }
    }
    if (named != null) {
      return new ConfigFile(new File(named), true);
    }
    File folder = agentJar == null ? null : agentJar.getAbsoluteFile().getParentFile();
    return new ConfigFile(new File(folder, "agent.properties"), false);
  }

  /** Where the file is or would be. */
  public File path() {
    return path;
  }

  /** Whether somebody named it: then it is a problem when it is missing. */
  boolean explicit() {
    return explicit;
  }

  /**
   * Reads the file when it is new or changed.
   *
   * @param nowMillis wall clock, to judge how far a time stamp can be trusted
   * @return the new content, empty when the file is gone, or null when nothing changed
   */
  byte @Nullable [] poll(long nowMillis) throws IOException {
    long newSize = path.length();
    long newModified = path.lastModified();
    boolean trusted = readAt - newModified > STAMP_MILLIS;
    if (content != null && newSize == size && newModified == modified && trusted) {
      return null;
    }
    byte[] read = read(path);
    size = newSize;
    modified = newModified;
    readAt = nowMillis;
    if (content != null && Arrays.equals(content, read)) {
      return null;
    }
    content = read;
    return read;
  }

  private static byte[] read(File path) throws IOException {
    if (!path.isFile()) {
      return new byte[0];
    }
    try (InputStream in = new FileInputStream(path)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      int count = in.read(buffer);
      while (count >= 0 && out.size() <= FileText.MAX_BYTES) {
        out.write(buffer, 0, count);
        count = in.read(buffer);
      }
      return out.toByteArray();
    }
  }

  /** The layers with this file's present content below them, whatever was read before. */
  public Layers addTo(Layers layers, List<String> problems) {
    try {
      if (explicit && !path.isFile()) {
        problems.add("config.file: " + path + " does not exist; going on without it");
      }
      byte[] bytes = poll(System.currentTimeMillis());
      byte[] present = bytes == null ? content : bytes;
      Map<String, String> pairs =
          FileText.parse(present == null ? new byte[0] : present, layers.environment(), problems);
      return layers.withFile(pairs);
    } catch (IOException e) {
      problems.add("config.file: " + path + " is left out: " + e.getMessage());
      return layers;
    }
  }
}
