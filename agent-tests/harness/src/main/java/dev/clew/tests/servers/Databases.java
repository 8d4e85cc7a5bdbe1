package dev.clew.tests.servers;

import dev.clew.tests.harness.Skips;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Databases by kind, each started once per test run and stopped by {@link #closeAll}. Existing
 * servers are named by the environment, {@code CLEW_TEST_POSTGRESQL} and {@code CLEW_TEST_MARIADB}:
 * {@code //user:password@host:port/database}.
 */
public final class Databases {

  private static final Map<String, Database> RUNNING = new HashMap<>();
  private static final Map<String, String> MISSING = new HashMap<>();

  private Databases() {}

  /** A database of a kind; without one, the running test is skipped and listed. */
  public static synchronized Database get(String kind) {
    if (MISSING.containsKey(kind)) {
      throw Skips.skip(kind + ": " + MISSING.get(kind));
    }
    return RUNNING.computeIfAbsent(kind, Databases::start);
  }

  private static Database start(String kind) {
    String existing = System.getenv("CLEW_TEST_" + kind.toUpperCase(Locale.ROOT));
    if (existing != null) {
      return new Fixed(kind, URI.create(existing));
    }
    try {
      return switch (kind) {
        case "postgresql" -> PostgreSql.start();
        case "mariadb" -> MariaDb.start();
        case "mysql" ->
            throw new ServerMissing(
                "set CLEW_TEST_MYSQL; its drivers also run with server=mariadb");
        default -> new InProcess(kind);
      };
    } catch (ServerMissing e) {
      MISSING.put(kind, String.valueOf(e.getMessage()));
      throw Skips.skip(kind + ": " + e.getMessage());
    }
  }

  /** Stops all that was started. */
  public static synchronized void closeAll() {
    RUNNING.values().forEach(Database::close);
    RUNNING.clear();
  }

  private record Fixed(String kind, URI uri) implements Database {
    @Override
    public String host() {
      return uri.getHost();
    }

    @Override
    public int port() {
      return uri.getPort();
    }

    @Override
    public String name() {
      return uri.getPath().substring(1);
    }

    @Override
    public String user() {
      return uri.getUserInfo().split(":")[0];
    }

    @Override
    public String password() {
      String[] parts = uri.getUserInfo().split(":");
      return parts.length > 1 ? parts[1] : "";
    }

    @Override
    public void close() {} // not ours
  }

  /** Inside the application itself: the driver is the database. */
  private record InProcess(String kind) implements Database {
    @Override
    public String host() {
      return "";
    }

    @Override
    public int port() {
      return 0;
    }

    @Override
    public String name() {
      return "test";
    }

    @Override
    public String user() {
      return "sa";
    }

    @Override
    public String password() {
      return "";
    }

    @Override
    public void close() {}
  }
}
