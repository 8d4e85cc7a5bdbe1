package dev.clew.plugins.jdbc;

import dev.clew.plugin.Arg;
import dev.clew.plugin.Enter;
import dev.clew.plugin.Entered;
import dev.clew.plugin.Exit;
import dev.clew.plugin.Plugin;
import dev.clew.plugin.Returned;
import dev.clew.plugin.Self;
import dev.clew.plugin.Slot;
import dev.clew.plugin.Thrown;
import dev.clew.plugin.db.DbSpans;
import java.sql.Connection;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Spans for any JDBC driver; the SQL of a prepared statement is kept beside the statement. */
@Plugin(name = "jdbc", group = "db")
public final class Jdbc {

  private static final DbSpans SPANS = DbSpans.jdbc();
  private static final Slot<Statement, String> SQL = Slot.on(Statement.class, "sql");
  private static final Slot<Statement, Batch> BATCH = Slot.on(Statement.class, "batch");

  @Exit(
      subtypeOf = "java.sql.Driver",
      method = "connect",
      args = {"java.lang.String", "java.util.Properties"})
  public static void opened(@Arg(0) String url, @Returned Connection connection) {
    SPANS.opened(connection, url);
  }

  @Exit(
      subtypeOf = "java.sql.Connection",
      method = {"prepareStatement", "prepareCall"},
      args = {"java.lang.String", ".."})
  public static void remember(@Arg(0) String sql, @Returned Statement statement) {
    if (statement != null) {
      SQL.set(statement, sql);
    }
  }

  @Enter(
      subtypeOf = "java.sql.Statement",
      method = {"execute", "executeQuery", "executeUpdate", "executeLargeUpdate"},
      args = {"java.lang.String", ".."})
  public static @Nullable Object direct(@Self Statement statement, @Arg(0) String sql) {
    return SPANS.start(statement, sql);
  }

  @Enter(
      subtypeOf = "java.sql.PreparedStatement",
      method = {"execute", "executeQuery", "executeUpdate", "executeLargeUpdate"},
      args = {})
  public static @Nullable Object prepared(@Self Statement statement) {
    return SPANS.start(statement, SQL.get(statement));
  }

  @Exit(
      subtypeOf = "java.sql.Statement",
      method = "addBatch",
      args = {"java.lang.String"})
  public static void added(@Self Statement statement, @Arg(0) String sql, @Thrown Throwable error) {
    if (error == null) {
      batch(statement).add(sql);
    }
  }

  @Exit(
      subtypeOf = "java.sql.PreparedStatement",
      method = "addBatch",
      args = {})
  public static void addedPrepared(@Self Statement statement, @Thrown Throwable error) {
    if (error == null) {
      batch(statement).add(null);
    }
  }

  @Exit(
      subtypeOf = "java.sql.Statement",
      method = "clearBatch",
      args = {})
  public static void cleared(@Self Statement statement) {
    BATCH.set(statement, null);
  }

  @Enter(
      subtypeOf = "java.sql.Statement",
      method = {"executeBatch", "executeLargeBatch"},
      args = {})
  public static @Nullable Object batched(@Self Statement statement) {
    Batch batch = BATCH.take(statement);
    if (batch == null) {
      return null;
    }
    String sql = batch.sql() == null ? SQL.get(statement) : batch.sql();
    return SPANS.startBatch(statement, sql, batch.size());
  }

  @Exit({"direct", "prepared", "batched"})
  public static void end(@Entered Object call, @Thrown Throwable error) {
    SPANS.end(call, error);
  }

  private static Batch batch(Statement statement) {
    Batch batch = BATCH.get(statement);
    if (batch == null) {
      batch = new Batch();
      BATCH.set(statement, batch);
    }
    return batch;
  }
}
