package dev.clew.bootstrap.boot;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A jar with the dispatcher alone, appended to the boot class path. The JVM accepts only a file, so
 * this needs a writable temporary folder; the file is gone again when this returns. Last resort,
 * and for Java 8 only: later the boot loader takes {@code java.lang} from {@code java.base} alone.
 */
final class AppendDefinition extends DispatcherDefinition {

  private static final int ATTEMPTS = 10;

  @Override
  MethodHandles.@Nullable Lookup define(Instrumentation instrumentation, byte[] classFile)
      throws Exception {
    if (Boot.hasModules()) {
      throw new UnsupportedOperationException("appending to the boot class path needs Java 8");
    }
    File file = newFile();
    try {
      write(file, classFile);
      try (JarFile jar = new JarFile(file, /* verify= */ false)) {
        instrumentation.appendToBootstrapClassLoaderSearch(jar);
      }
      Class.forName(NAME, /* initialize= */ true, /* loader= */ null);
    } finally {
      if (!file.delete()) {
        file.deleteOnExit(); // where an open file cannot be deleted
      }
    }
    return null;
  }

  /** Not File.createTempFile, which starts the JDK's secure random before the application does. */
  private static File newFile() throws IOException {
    File folder = new File(System.getProperty("java.io.tmpdir", "."));
    for (int i = 0; i < ATTEMPTS; i++) {
      File file = new File(folder, "clew" + Long.toHexString(System.nanoTime()) + i + ".jar");
      if (file.createNewFile()) {
        return file;
      }
    }
    throw new IOException("no new file in " + folder);
  }

  private static void write(File file, byte[] classFile) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(new FileOutputStream(file))) {
      out.putNextEntry(new ZipEntry(NAME.replace('.', '/').concat(".class")));
      out.write(classFile);
      out.closeEntry();
    }
  }
}
