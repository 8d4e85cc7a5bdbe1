package dev.clew.runtime.resource;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What detectors may look at; tests give them another world. */
public abstract class Surroundings {

  private static final int MAX_BYTES = 1 << 20;

  /** For implementations. */
  protected Surroundings() {}

  /** This process. */
  public static Surroundings real() {
    return new Real(System.getenv());
  }

  /** An environment variable; null when absent or empty. */
  abstract @Nullable String environment(String name);

  /** A system property; null when absent or empty. */
  abstract @Nullable String property(String name);

  /** Content of a file of the machine as UTF-8, at most 1 MiB; null when it cannot be read. */
  abstract @Nullable String file(String path);

  /** Content of a resource on the application's class path; null when there is none. */
  abstract @Nullable String resource(String name);

  private static final class Real extends Surroundings {
    private final Map<String, String> environment;

    Real(Map<String, String> environment) {
      this.environment = environment;
    }

    @Override
    @Nullable String environment(String name) {
      return present(environment.get(name));
    }

    @Override
    @Nullable String property(String name) {
      return present(System.getProperty(name));
    }

    @Override
    @Nullable String file(String path) {
      File file = new File(path);
      if (!file.isFile()) {
        return null;
      }
      try (InputStream in = new FileInputStream(file)) {
        return text(in);
      } catch (IOException e) {
        return null;
      }
    }

    @Override
    @Nullable String resource(String name) {
      try (InputStream in = ClassLoader.getSystemResourceAsStream(name)) {
        return in == null ? null : text(in);
      } catch (IOException e) {
        return null;
      }
    }

    private static String text(InputStream in) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      int count = in.read(buffer);
      while (count >= 0 && out.size() < MAX_BYTES) {
        out.write(buffer, 0, count);
        count = in.read(buffer);
      }
      return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    private static @Nullable String present(@Nullable String text) {
      return text == null || text.trim().isEmpty() ? null : text.trim();
    }
  }
}
