package dev.clew.build.jar;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a jar whose bytes depend on its entries alone: no clock, no time zone, no file order. */
final class ReproducibleZip {

  /** The first day a zip entry can tell; local, because zip times have no zone. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 0);

  private ReproducibleZip() {}

  static void write(Path output, byte[] manifest, Map<String, byte[]> entries) throws IOException {
    Path parent = output.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    long time = TIME.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli();
    try (ZipOutputStream out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(output)))) {
      out.setLevel(Deflater.BEST_COMPRESSION);
      add(out, JarFile.MANIFEST_NAME, manifest, time); // readers expect it first
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        add(out, entry.getKey(), entry.getValue(), time);
      }
    }
  }

  private static void add(ZipOutputStream out, String name, byte[] bytes, long time)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(time);
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }
}
