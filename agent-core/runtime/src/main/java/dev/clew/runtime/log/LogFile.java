package dev.clew.runtime.log;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A log file with one older generation, {@code NAME.1}. Opened by its first line. */
final class LogFile {

  private final File path;
  private final long maxBytes;
  private @Nullable FileOutputStream out;
  private long size;

  LogFile(String path, long maxBytes) {
    this.path = new File(path);
    this.maxBytes = maxBytes;
  }

  /**
   * Appends; returns null, or why the file cannot be used any more.
   *
   * <p>Synchronized: this is never called while a request holds a lock of ours, and the lines of
   * two threads must not mix.
   */
  synchronized @Nullable String append(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (out != null && size + bytes.length > maxBytes) {
        rotate();
      }
      FileOutputStream stream = out;
      if (stream == null) {
        stream = new FileOutputStream(path, true);
        out = stream;
        size = path.length();
      }
      stream.write(bytes);
      size += bytes.length;
      return null;
    } catch (IOException e) {
      close();
      return path + ": " + e.getMessage();
    }
  }

  private void rotate() {
    close();
    File older = new File(path.getPath() + ".1");
    boolean free = !older.exists() || older.delete();
    if (!free || !path.renameTo(older)) {
      // What cannot be renamed is cut: the cap holds in any case.
      try (FileOutputStream cut = new FileOutputStream(path)) {
        size = 0;
      } catch (IOException e) {
        size = 0;
      }
    }
  }

  private void close() {
    FileOutputStream stream = out;
    out = null;
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException e) {
        // Nothing was buffered.
      }
    }
  }
}
