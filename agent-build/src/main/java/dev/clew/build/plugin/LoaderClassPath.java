package dev.clew.build.plugin;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** What a class loader sees, as resources: nothing is loaded. */
public final class LoaderClassPath implements ClassSource {

  private final ClassLoader loader;

  public LoaderClassPath(ClassLoader loader) {
    this.loader = loader;
  }

  @Override
  public byte @Nullable [] find(String internalName) {
    try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Collection<String> inPackage(String internalPackage) {
    TreeSet<String> names = new TreeSet<>();
    try {
      for (Path entry : entries()) {
        list(entry, internalPackage, names);
      }
    } catch (IOException e) {
      return names; // only suggestions come from here
    }
    return names;
  }

  private List<Path> entries() {
    List<Path> entries = new ArrayList<>();
    if (loader instanceof URLClassLoader urls) {
      for (URL url : urls.getURLs()) {
        try {
          entries.add(Path.of(url.toURI()));
        } catch (URISyntaxException | IllegalArgumentException e) {
          // not a file: nothing to list
        }
      }
    } else {
      for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
        entries.add(Path.of(entry));
      }
    }
    return entries;
  }

  private static void list(Path entry, String internalPackage, Collection<String> names)
      throws IOException {
    if (Files.isDirectory(entry.resolve(internalPackage))) {
      try (Stream<Path> files = Files.list(entry.resolve(internalPackage))) {
        files.forEach(
            file -> add(internalPackage + "/" + file.getFileName(), internalPackage, names));
      }
    } else if (Files.isRegularFile(entry)) {
      try (ZipFile jar = new ZipFile(entry.toFile())) {
        jar.stream().forEach(file -> add(file.getName(), internalPackage, names));
      }
    }
  }

  private static void add(String file, String internalPackage, Collection<String> names) {
    boolean inside =
        file.startsWith(internalPackage + "/")
            && file.indexOf('/', internalPackage.length() + 1) < 0;
    if (inside && file.endsWith(".class")) {
      names.add(file.substring(0, file.length() - ".class".length()));
    }
  }
}
