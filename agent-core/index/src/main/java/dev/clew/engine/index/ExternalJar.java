package dev.clew.engine.index;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * A jar or class folder with external plugins. Opened for each read and closed again, so that the
 * file can be replaced; class files are asked for once per application loader.
 */
final class ExternalJar implements PluginSource {

  static final String FOLDER = "META-INF/clew/";
  private static final String SUFFIX = ".bin";

  /** More than any plugin class or descriptor needs; a hostile jar must not fill the heap. */
  private static final int MAX_BYTES = 4 << 20;

  private final File file;

  ExternalJar(File file) {
    this.file = file;
  }

  @Override
  public String location() {
    return file.getPath();
  }

  @Override
  public byte @Nullable [] classFile(String internalName) throws IOException {
    return read(internalName + ".class");
  }

  /** Names of the descriptors, sorted. */
  List<String> descriptors() throws IOException {
    List<String> names = new ArrayList<>();
    if (file.isDirectory()) {
      String[] files = new File(file, FOLDER).list();
      if (files != null) {
        for (int i = 0; i < files.length; i++) {
          addIfDescriptor(names, FOLDER + files[i]);
        }
      }
    } else {
      try (JarFile jar = new JarFile(file, false)) {
        Enumeration<? extends ZipEntry> entries = jar.entries();
        while (entries.hasMoreElements()) {
          addIfDescriptor(names, entries.nextElement().getName());
        }
      }
    }
    Collections.sort(names);
    return names;
  }

  private static void addIfDescriptor(List<String> names, String name) {
    if (name.startsWith(FOLDER) && name.endsWith(SUFFIX)) {
      names.add(name);
    }
  }

  /** Returns an entry, or null when there is none. */
  byte @Nullable [] read(String name) throws IOException {
    if (file.isDirectory()) {
      File entry = new File(file, name);
      return entry.isFile() ? readAll(new FileInputStream(entry)) : null;
    }
    try (JarFile jar = new JarFile(file, false)) {
      ZipEntry entry = jar.getEntry(name);
      return entry == null ? null : readAll(jar.getInputStream(entry));
    }
  }

  private static byte[] readAll(InputStream stream) throws IOException {
    try (InputStream in = stream) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      int count = in.read(buffer);
      while (count >= 0) {
        if (out.size() + count > MAX_BYTES) {
          throw new IOException("more than " + MAX_BYTES + " bytes");
        }
        out.write(buffer, 0, count);
        count = in.read(buffer);
      }
      return out.toByteArray();
    }
  }
}
