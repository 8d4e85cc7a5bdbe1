package dev.clew.runtime;

import dev.clew.engine.index.BinaryIndex;
import dev.clew.engine.index.DetailsSource;
import dev.clew.engine.index.HookIndex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The plugins inside of the agent jar, read through the agent's own loader. */
final class BundledPlugins implements DetailsSource {

  private static final String INDEX = "clew.index";
  private static final String DETAILS = "clew.details";

  private BundledPlugins() {}

  /**
   * Opens the index.
   *
   * @throws IllegalStateException when the jar has none or a damaged one
   */
  static HookIndex index() {
    BundledPlugins source = new BundledPlugins();
    try {
      return BinaryIndex.read(source.required(INDEX), source);
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException("the plugin index cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public byte[] details() throws IOException {
    return required(DETAILS);
  }

  @Override
  public byte @Nullable [] classFile(String internalName) throws IOException {
    return read(internalName + ".class");
  }

  @Override
  public String location() {
    return "bundled";
  }

  private byte[] required(String name) throws IOException {
    byte[] bytes = read(name);
    if (bytes == null) {
      throw new IOException("the agent jar has no " + name);
    }
    return bytes;
  }

  private static byte @Nullable [] read(String name) throws IOException {
    try (InputStream in = BundledPlugins.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        return null;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(512, in.available()));
      byte[] buffer = new byte[8192];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
      return out.toByteArray();
    }
  }
}
