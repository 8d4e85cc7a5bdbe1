package dev.clew.plugin.db;

import org.jspecify.annotations.Nullable;

/** The database systems that JDBC URLs name: value of {@code db.system.name} and dialect. */
final class DbSystem {

  static final DbSystem OTHER = new DbSystem("", "other_sql", SqlDialect.GENERIC, -1, "");
  static final DbSystem POSTGRESQL =
      new DbSystem("postgresql", "postgresql", SqlDialect.POSTGRESQL, 5432, "org.postgresql.");
  static final DbSystem ORACLE =
      new DbSystem("oracle", "oracle.db", SqlDialect.ORACLE, 1521, "oracle.");
  static final DbSystem SQL_SERVER =
      new DbSystem(
          "sqlserver",
          "microsoft.sql_server",
          SqlDialect.SQL_SERVER,
          1433,
          "com.microsoft.sqlserver.");
  static final DbSystem H2 = new DbSystem("h2", "h2database", SqlDialect.ANSI, -1, "org.h2.");
  static final DbSystem HSQLDB =
      new DbSystem("hsqldb", "hsqldb", SqlDialect.ANSI, 9001, "org.hsqldb.");
  static final DbSystem SQLITE =
      new DbSystem("sqlite", "sqlite", SqlDialect.SQLITE, -1, "org.sqlite.");

  private static final DbSystem[] ALL = {
    POSTGRESQL,
    new DbSystem("mysql", "mysql", SqlDialect.MYSQL, 3306, "com.mysql."),
    new DbSystem("mariadb", "mariadb", SqlDialect.MYSQL, 3306, "org.mariadb."),
    ORACLE,
    SQL_SERVER,
    H2,
    HSQLDB,
    SQLITE,
    new DbSystem("derby", "derby", SqlDialect.ANSI, 1527, "org.apache.derby."),
    new DbSystem("db2", "ibm.db2", SqlDialect.ANSI, 50000, "com.ibm.db2."),
    new DbSystem("clickhouse", "clickhouse", SqlDialect.CLICKHOUSE, 8123, "com.clickhouse."),
    new DbSystem("ch", "clickhouse", SqlDialect.CLICKHOUSE, 8123, "ru.yandex.clickhouse."),
    new DbSystem("jtds", "microsoft.sql_server", SqlDialect.SQL_SERVER, 1433, "net.sourceforge."),
    new DbSystem("pgsql", "postgresql", SqlDialect.POSTGRESQL, 5432, "com.impossibl.postgres."),
    new DbSystem("redshift", "aws.redshift", SqlDialect.POSTGRESQL, 5439, "com.amazon.redshift."),
    new DbSystem("cockroachdb", "cockroachdb", SqlDialect.POSTGRESQL, 26257, "io.cockroachdb."),
    new DbSystem("sap", "sap.hana", SqlDialect.ANSI, -1, "com.sap.db."),
    new DbSystem("firebirdsql", "firebirdsql", SqlDialect.ANSI, 3050, "org.firebirdsql."),
    new DbSystem("firebird", "firebirdsql", SqlDialect.ANSI, 3050, "org.firebirdsql."),
    new DbSystem("trino", "trino", SqlDialect.ANSI, 8080, "io.trino."),
    new DbSystem("hive2", "hive", SqlDialect.GENERIC, 10000, "org.apache.hive."),
    new DbSystem("snowflake", "snowflake", SqlDialect.GENERIC, 443, "net.snowflake."),
    new DbSystem("informix-sqli", "ibm.informix", SqlDialect.GENERIC, -1, "com.informix."),
    new DbSystem("teradata", "teradata", SqlDialect.ANSI, 1025, "com.teradata."),
  };

  /** The word behind {@code jdbc:}. */
  final String subprotocol;

  /** Value of {@code db.system.name}. */
  final String name;

  final SqlDialect dialect;

  /** Negative if there is none. */
  final int defaultPort;

  private final String driverPackage;

  private DbSystem(
      String subprotocol, String name, SqlDialect dialect, int defaultPort, String driverPackage) {
    this.subprotocol = subprotocol;
    this.name = name;
    this.dialect = dialect;
    this.defaultPort = defaultPort;
    this.driverPackage = driverPackage;
  }

  /** Returns the system of a subprotocol, {@link #OTHER} if it is not known. */
  static DbSystem ofSubprotocol(@Nullable String subprotocol) {
    for (DbSystem system : ALL) {
      if (system.subprotocol.equals(subprotocol)) {
        return system;
      }
    }
    return OTHER;
  }

  /** Guesses by the class of a connection, {@link #OTHER} if it is not known. */
  static DbSystem ofDriverClass(String className) {
    for (DbSystem system : ALL) {
      if (className.startsWith(system.driverPackage)) {
        return system;
      }
    }
    return OTHER;
  }
}
