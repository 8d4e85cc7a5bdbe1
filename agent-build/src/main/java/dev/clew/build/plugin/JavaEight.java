package dev.clew.build.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The Java 8 API as the running JDK's {@code lib/ct.sym} records it (the file behind {@code javac
 * --release 8}): entries {@code RELEASES/[MODULE/]java/lang/String.sig} that are class files, where
 * RELEASES has one character a release.
 */
final class JavaEight {

  private static final Map<String, byte[]> CLASSES = load();

  private JavaEight() {}

  /** Returns the outline of a {@code java.*} class of Java 8, or null. */
  static byte @Nullable [] classFile(String internalName) {
    return CLASSES.get(internalName);
  }

  private static Map<String, byte[]> load() {
    Path symbols = Path.of(System.getProperty("java.home"), "lib", "ct.sym");
    if (!Files.isRegularFile(symbols)) {
      throw new IllegalStateException(
          "plugins are compiled on a JDK: the running " + symbols + " is missing");
    }
    Map<String, byte[]> classes = new HashMap<>();
    try (ZipFile zip = new ZipFile(symbols.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        String name = nameIfEight(entry.getName());
        if (name != null) {
          classes.put(name, zip.getInputStream(entry).readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return classes;
  }

  private static @Nullable String nameIfEight(String entry) {
    int releases = entry.indexOf('/');
    int start = entry.indexOf("/java/") + 1;
    boolean eight = releases > 0 && entry.lastIndexOf('8', releases) >= 0;
    return eight && start > 0 && entry.endsWith(".sig")
        ? entry.substring(start, entry.length() - ".sig".length())
        : null;
  }
}
