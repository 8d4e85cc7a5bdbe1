package dev.clew.tests.scenario;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC driver or pool in use. A driver's scenario may be this class as it is, with the driver
 * named by a class to load; a pool overrides {@link #connect}.
 */
public class DbScenario extends Scenario {

  private @Nullable Connection connection;
  private String url = "";
  private String user = "";
  private String password = "";

  /** Opens one connection; the default asks the {@link DriverManager}. */
  protected Connection connect(String url, String user, String password) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    return DriverManager.getConnection(url, properties);
  }

  /** What this driver cannot do: {@code batch}, {@code transaction}, ... */
  protected List<String> unsupported() {
    return Collections.emptyList();
  }

  @Override
  protected final List<String> handle(String command, List<String> arguments) throws Exception {
    switch (command) {
      case "unsupported":
        return unsupported();
      case "open":
        if (!arguments.get(3).isEmpty()) {
          Class.forName(arguments.get(3));
        }
        url = arguments.get(0);
        user = arguments.get(1);
        password = arguments.get(2);
        connection = connect(url, user, password);
        return Collections.emptyList();
      case "reopen":
        connection().close();
        connection = connect(url, user, password);
        return Collections.emptyList();
      case "statement":
        return statement(arguments.get(0));
      case "prepared":
        return prepared(arguments);
      case "batch":
        return batch(arguments);
      case "prepared-batch":
        return preparedBatch(arguments);
      case "transaction":
        return transaction(arguments);
      default:
        throw unknown(command);
    }
  }

  private List<String> statement(String sql) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      return result(statement.execute(sql), statement);
    }
  }

  private List<String> prepared(List<String> sqlAndParameters) throws SQLException {
    try (PreparedStatement statement = connection().prepareStatement(sqlAndParameters.get(0))) {
      for (int i = 1; i < sqlAndParameters.size(); i++) {
        statement.setString(i, sqlAndParameters.get(i));
      }
      return result(statement.execute(), statement);
    }
  }

  private List<String> batch(List<String> sql) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      for (String one : sql) {
        statement.addBatch(one);
      }
      return Collections.singletonList(Arrays.toString(statement.executeBatch()));
    }
  }

  private List<String> preparedBatch(List<String> sqlAndValues) throws SQLException {
    try (PreparedStatement statement = connection().prepareStatement(sqlAndValues.get(0))) {
      for (String value : sqlAndValues.subList(1, sqlAndValues.size())) {
        statement.setString(1, value);
        statement.addBatch();
      }
      return Collections.singletonList(Arrays.toString(statement.executeBatch()));
    }
  }

  private List<String> transaction(List<String> sql) throws SQLException {
    connection().setAutoCommit(false);
    try {
      for (String one : sql) {
        statement(one);
      }
      connection().commit();
      return Collections.emptyList();
    } catch (SQLException e) {
      connection().rollback();
      throw e;
    } finally {
      connection().setAutoCommit(true);
    }
  }

  private Connection connection() {
    if (connection == null) {
      throw new IllegalStateException("open first");
    }
    return connection;
  }

  private static List<String> result(boolean hasRows, Statement statement) throws SQLException {
    if (!hasRows) {
      return Collections.singletonList(String.valueOf(statement.getUpdateCount()));
    }
    int rows = 0;
    try (ResultSet result = statement.getResultSet()) {
      while (result.next()) {
        rows++;
      }
    }
    return Collections.singletonList(String.valueOf(rows));
  }

  @Override
  public void close() throws Exception {
    if (connection != null) {
      connection.close();
    }
  }
}
