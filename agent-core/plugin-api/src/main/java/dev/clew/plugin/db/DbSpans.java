package dev.clew.plugin.db;

import dev.clew.plugin.Call;
import dev.clew.plugin.family.AttributeArray;
import dev.clew.plugin.family.Calls;
import dev.clew.plugin.family.Failures;
import dev.clew.plugin.spi.Agent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * CLIENT spans of SQL. A plugin keeps one in a static final field, calls {@link #start} before a
 * statement is executed and {@link #end} behind it.
 *
 * <p>{@code start} returns null when no {@code end} is needed: the plugin does not make spans, the
 * parent is not sampled, no SQL is known, or the thread is already inside a call of the group: a
 * pool, a wrapper and the driver below them make one span. Names are summaries of the statement; a
 * failed call carries the database's own code as {@code db.response.status_code} and {@code
 * error.type}, else the exception's class.
 */
public final class DbSpans {

  static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");
  static final AttributeKey<String> SUMMARY = AttributeKey.stringKey("db.query.summary");
  static final AttributeKey<String> PROCEDURE = AttributeKey.stringKey("db.stored_procedure.name");
  static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("db.operation.batch.size");
  static final AttributeKey<String> STATUS = AttributeKey.stringKey("db.response.status_code");

  /** One for all plugins: the texts belong to the application, whoever executes them. */
  private static final SqlCache CACHE = new SqlCache();

  private static final int NO_BATCH = -1;

  private final Calls calls;
  private final Connections connections;

  private DbSpans(Connections connections) {
    this.calls = new Calls(null);
    this.connections = connections;
  }

  /** What a database API tells about connections and errors. */
  interface Connections {

    /** Keeps what a connection was opened with. */
    void opened(Object connection, @Nullable String url);

    /** Where a statement or connection goes; never fails. */
    DbTarget of(Object owner);

    /** The database's own code for an error; null if there is none. */
    @Nullable String statusCode(Throwable error, DbTarget target);
  }

  /** The family of JDBC; to be called while the plugin's class is initialised. */
  public static DbSpans jdbc() {
    return new DbSpans(new JdbcConnections(Agent.services().slot(Object.class, "db-target")));
  }

  /**
   * Tells what a connection was opened with: the driver's own connection, not a pool's. Optional;
   * saves asking the connection later. Keeps no credentials.
   */
  public void opened(@Nullable Object connection, @Nullable String url) {
    if (connection != null) {
      connections.opened(connection, url);
    }
  }

  /**
   * Starts the call of a statement and makes it current.
   *
   * @param statement the statement, or the connection it runs on
   * @param sql null makes no span
   */
  public @Nullable Object start(Object statement, @Nullable String sql) {
    return begin(statement, sql, NO_BATCH);
  }

  /**
   * Starts the call of a batch and makes it current.
   *
   * @param statement the statement, or the connection it runs on
   * @param sql the prepared statement, or the texts joined by {@code "; "}; null makes no span
   * @param size how many operations the batch has; one is no batch
   */
  public @Nullable Object startBatch(Object statement, @Nullable String sql, int size) {
    return begin(statement, sql, size == 1 ? NO_BATCH : Math.max(size, 0));
  }

  /**
   * Starts the call of an operation that has no SQL, such as {@code COMMIT}.
   *
   * @param operation a constant: span name and summary
   */
  public @Nullable Object startOperation(Object statement, String operation) {
    Context parent = parent();
    if (parent == null) {
      return null;
    }
    DbTarget target = connections.of(statement);
    SpanBuilder builder = calls.span(operation, SpanKind.CLIENT, parent);
    builder.setAllAttributes(target.attributes).setAttribute(SUMMARY, operation);
    return calls.call(parent, builder.startSpan(), target).attach();
  }

  /**
   * Ends a call; on any thread, the first time only.
   *
   * @param call from a start; null does nothing
   * @param error null if none was thrown
   */
  public void end(@Nullable Object call, @Nullable Throwable error) {
    if (call instanceof Call && ((Call) call).finish()) {
      Span span = ((Call) call).span();
      if (span.isRecording()) {
        try {
          fail(span, (DbTarget) ((Call) call).detail(), error);
        } finally {
          span.end();
        }
      }
    }
  }

  /** Ends what a start made current on this thread, and leaves the call open. */
  public void detach(@Nullable Object call) {
    if (call instanceof Call) {
      ((Call) call).detach();
    }
  }

  private void fail(Span span, @Nullable DbTarget target, @Nullable Throwable error) {
    Throwable failure = Failures.relevant(error);
    if (failure != null) {
      String code = target == null ? null : connections.statusCode(failure, target);
      if (code != null) {
        span.setAttribute(STATUS, code);
      }
      Failures.fail(span, failure, code);
    }
  }

  /** Returns the context to start below, or null if no span is to be made. */
  private @Nullable Context parent() {
    if (calls.off() || calls.propagatesOnly()) {
      return null;
    }
    Context parent = Context.current();
    if (calls.suppressed(parent) || calls.nested(parent) || calls.dropped(parent)) {
      return null;
    }
    return parent;
  }

  private @Nullable Object begin(Object owner, @Nullable String sql, int batch) {
    if (sql == null) {
      return null;
    }
    Context parent = parent();
    if (parent == null) {
      return null;
    }
    DbTarget target = connections.of(owner);
    if (sql.length() > SqlSanitizer.MAX_LENGTH) {
      calls.services().count("db.sql_cut");
    }
    SqlText text = CACHE.get(sql, target.system.dialect);
    String summary = text.summary();
    if (batch >= 0) {
      summary = summary == null || batch == 0 ? "BATCH" : "BATCH " + summary;
    }
    String name = summary == null ? target.spanName() : summary;
    SpanBuilder builder = calls.span(name, SpanKind.CLIENT, parent);
    if (summary != null) {
      builder.setAttribute(SUMMARY, summary);
    }
    if (batch >= 0) {
      builder.setAttribute(BATCH_SIZE, (long) batch);
    }
    AttributeArray statement = new AttributeArray(2);
    statement.put(PROCEDURE, text.procedure());
    statement.put(TEXT, sql.startsWith("{") && text.procedure() != null ? null : shown(sql, text));
    return calls.call(parent, started(builder, parent, target, statement), target).attach();
  }

  private Span started(
      SpanBuilder builder, Context parent, DbTarget target, AttributeArray statement) {
    boolean known = calls.sampled(parent);
    if (known) {
      builder.setAllAttributes(target.attributes).setAllAttributes(statement);
    } else {
      builder.setAttribute(DbTarget.SYSTEM, target.system.name);
    }
    Span span = builder.startSpan();
    if (!known && span.isRecording()) {
      span.setAllAttributes(target.attributes).setAllAttributes(statement);
    }
    return span;
  }

  private String shown(String sql, SqlText text) {
    if (calls.services().settings().sanitizeSql()) {
      return text.text();
    }
    return sql.length() > SqlSanitizer.MAX_LENGTH ? sql.substring(0, SqlSanitizer.MAX_LENGTH) : sql;
  }
}
