package dev.clew.tests.db;

import dev.clew.tests.harness.Contract;
import dev.clew.tests.harness.Subject;
import dev.clew.tests.servers.Database;
import dev.clew.tests.servers.Databases;
import java.util.List;

/**
 * Opens the application's connection. Options of a version line: {@code server} (postgresql,
 * mariadb, or anything that runs inside the application), {@code url} (template with {@code
 * {host}}, {@code {port}}, {@code {db}}), {@code driver} (class to load, for drivers before service
 * files), {@code system} (expected {@code db.system.name}).
 */
abstract class DbCalls extends Contract {

  /** The table of a contract; letters only, so that no driver quotes it. */
  static final String TABLE = "clewcases";

  protected List<String> unsupported = List.of();
  private Database database;

  DbCalls(Subject subject) {
    super(subject);
  }

  @Override
  protected void prepare() {
    database = Databases.get(subject.option("server", "h2"));
  }

  @Override
  protected void started() {
    unsupported = app().ask("unsupported");
    app().ask("open", url(), database.user(), database.password(), subject.option("driver", ""));
    app().call("", "statement", "DROP TABLE " + TABLE); // of the run before; fails at first
    app().ask("statement", "CREATE TABLE " + TABLE + " (id INT, name VARCHAR(200))");
    app().ask("statement", "INSERT INTO " + TABLE + " VALUES (1, 'one')");
  }

  @Override
  protected void settle(String mark) {
    app().ask("statement", "SELECT id AS " + mark + " FROM " + TABLE);
    sink.await("span of " + mark, span -> span.text("db.query.text").contains(mark));
  }

  final Database database() {
    return database;
  }

  final String system() {
    return subject.option("system", subject.option("server", "h2"));
  }

  private String url() {
    return database.url(subject.option("url", "jdbc:h2:mem:{db};DB_CLOSE_DELAY=-1"));
  }
}
