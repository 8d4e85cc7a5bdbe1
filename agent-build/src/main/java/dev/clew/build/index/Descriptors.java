package dev.clew.build.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Finds the plugin descriptors of a jar or class folder. */
final class Descriptors {

  private static final String FOLDER = "META-INF/clew/";

  private Descriptors() {}

  /** Returns descriptors by where they were found; empty when there are none. */
  static Map<String, byte[]> of(Path input) throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    Path folder = input.resolve(FOLDER);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> isDescriptor(FOLDER + f.getFileName())).toList()) {
          found.put(file.toString(), Files.readAllBytes(file));
        }
      }
    } else if (Files.isRegularFile(input)) {
      try (ZipFile jar = new ZipFile(input.toFile())) {
        for (ZipEntry entry : jar.stream().filter(e -> isDescriptor(e.getName())).toList()) {
          try (InputStream in = jar.getInputStream(entry)) {
            found.put(input + "!" + entry.getName(), in.readAllBytes());
          }
        }
      }
    } else if (!Files.isDirectory(input)) {
      throw new IOException(input + " does not exist");
    }
    return found;
  }

  private static boolean isDescriptor(String name) {
    return name.startsWith(FOLDER) && name.endsWith(".bin");
  }
}
