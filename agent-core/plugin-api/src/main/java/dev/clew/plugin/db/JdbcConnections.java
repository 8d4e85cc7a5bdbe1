package dev.clew.plugin.db;

import dev.clew.plugin.Slot;
import dev.clew.plugin.spi.Suppression;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Knows where the statements of JDBC connections go. Found out once per connection object, from the
 * URL it was opened with or, for a pool's wrapper, from the URL its meta data returns, which no
 * driver asks its server for.
 */
final class JdbcConnections implements DbSpans.Connections {

  private final Slot<Object, DbTarget> targets;

  JdbcConnections(Slot<Object, DbTarget> targets) {
    this.targets = targets;
  }

  @Override
  public void opened(Object connection, @Nullable String url) {
    targets.set(connection, JdbcUrl.parse(url));
  }

  @Override
  public DbTarget of(Object owner) {
    try {
      Connection connection =
          owner instanceof Statement
              ? ((Statement) owner).getConnection()
              : owner instanceof Connection ? (Connection) owner : null;
      return connection == null ? DbTarget.UNKNOWN : of(connection);
    } catch (SQLException | RuntimeException e) {
      return DbTarget.UNKNOWN; // closed: the application's own call will tell
    }
  }

  private DbTarget of(Connection connection) throws SQLException {
    DbTarget known = targets.get(connection);
    if (known != null) {
      return known;
    }
    DbTarget found = JdbcUrl.parse(url(connection));
    if (found == DbTarget.UNKNOWN) {
      DbSystem system = DbSystem.ofDriverClass(connection.getClass().getName());
      found = system == DbSystem.OTHER ? found : new DbTarget(system, null, null, -1);
    }
    targets.set(connection, found);
    return found;
  }

  /** Whatever a driver executes to answer is no call of the application. */
  private static @Nullable String url(Connection connection) throws SQLException {
    Object entered = Suppression.enter();
    try {
      DatabaseMetaData meta = connection.getMetaData();
      return meta == null ? null : meta.getURL();
    } finally {
      Suppression.exit(entered);
    }
  }

  @Override
  public @Nullable String statusCode(Throwable error, DbTarget target) {
    SQLException found = sqlException(error);
    return found == null ? null : code(found, target.system);
  }

  private static @Nullable SQLException sqlException(Throwable error) {
    Throwable current = error;
    for (int i = 0; i < 8 && current != null; i++) {
      if (current instanceof SQLException) {
        return (SQLException) current;
      }
      current = current.getCause();
    }
    return null;
  }

  /** The most specific code of a system; both where that is not known. */
  private static @Nullable String code(SQLException error, DbSystem system) {
    String state = error.getSQLState();
    int vendor = error.getErrorCode();
    boolean hasState = state != null && !state.isEmpty();
    switch (system.name) {
      case "postgresql":
      case "cockroachdb":
      case "aws.redshift":
      case "derby":
        return hasState ? state : vendor == 0 ? null : Integer.toString(vendor);
      case "oracle.db":
        return vendor == 0 ? hasState ? state : null : oracle(vendor);
      case "mysql":
      case "mariadb":
      case "microsoft.sql_server":
      case "ibm.db2":
      case "sqlite":
      case "h2database":
        return vendor == 0 ? hasState ? state : null : Integer.toString(vendor);
      default:
        if (vendor == 0) {
          return hasState ? state : null;
        }
        return hasState ? state + "/" + vendor : Integer.toString(vendor);
    }
  }

  private static String oracle(int code) {
    StringBuilder text = new StringBuilder("ORA-");
    for (int bound = 10000; bound > 1 && code < bound; bound /= 10) {
      text.append('0');
    }
    return text.append(code).toString();
  }
}
