package dev.clew.plugin.db;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.plugin.TestAgent;
import dev.clew.plugin.spi.PluginState;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DbSpansTest {

  @RegisterExtension final TestAgent agent = new TestAgent();

  private Connection connection;
  private Statement statement;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:shop;USER=sa;PASSWORD=");
    statement = connection.createStatement();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void span_statement_hasStableAttributes() {
    DbSpans spans = agent.link(DbSpans::jdbc);

    Object call = spans.start(statement, "SELECT a FROM orders WHERE id = 7");
    spans.end(call, null);

    SpanData span = agent.span();
    assertThat(span.getName()).isEqualTo("SELECT orders");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
    assertThat(span.getAttributes().asMap())
        .isEqualTo(
            Attributes.builder()
                .put("db.system.name", "h2database")
                .put("db.namespace", "shop")
                .put("db.query.text", "SELECT a FROM orders WHERE id = ?")
                .put("db.query.summary", "SELECT orders")
                .build()
                .asMap());
  }

  @Test
  void attributes_parentSampledOrNot_areTheSame() {
    DbSpans spans = agent.link(DbSpans::jdbc);
    spans.end(spans.start(statement, "SELECT a FROM orders"), null);
    Span parent = agent.tracer("app").spanBuilder("parent").startSpan();
    try (Scope ignored = parent.makeCurrent()) {
      spans.end(spans.start(statement, "SELECT a FROM orders"), null);
    }

    assertThat(agent.spans().get(1).getAttributes().asMap())
        .isEqualTo(agent.spans().get(0).getAttributes().asMap());
  }

  @Test
  void failure_realDriver_carriesItsCode() {
    DbSpans spans = agent.link(DbSpans::jdbc);
    String sql = "SELECT a FROM missing";

    Object call = spans.start(statement, sql);
    assertThatThrownBy(() -> statement.executeQuery(sql))
        .isInstanceOfSatisfying(SQLException.class, error -> spans.end(call, error));

    SpanData span = agent.span();
    assertThat(span.getStatus()).isEqualTo(StatusData.error());
    assertThat(span.getAttributes().get(stringKey("db.response.status_code")))
        .isEqualTo(span.getAttributes().get(stringKey("error.type")))
        .isEqualTo("42104");
    assertThat(span.getEvents()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "jdbc:postgresql://h/d, 42P01, 0, 42P01",
        "jdbc:mysql://h/d, 42S02, 1146, 1146",
        "jdbc:mariadb://h/d, HY000, 0, HY000",
        "jdbc:oracle:thin:@h:1:s, 42000, 942, ORA-00942",
        "jdbc:oracle:thin:@h:1:s, 99999, 17002, ORA-17002",
        "jdbc:sqlserver://h, S0002, 208, 208",
        "jdbc:unheard://h/d, 42000, 1071, 42000/1071",
        "jdbc:unheard://h/d, 42000, 0, 42000",
        "jdbc:unheard://h/d, -, 0, -",
      })
  void failure_code_isTheMostSpecific(String url, String state, int vendor, String expected) {
    DbSpans spans = agent.link(DbSpans::jdbc);
    spans.opened(connection, url);

    spans.end(spans.start(statement, "SELECT 1"), new SQLException("failed", state, vendor));

    Attributes attributes = agent.span().getAttributes();
    assertThat(attributes.get(stringKey("db.response.status_code"))).isEqualTo(expected);
    assertThat(attributes.get(stringKey("error.type")))
        .isEqualTo(expected == null ? "java.sql.SQLException" : expected);
  }

  @Test
  void failure_otherException_carriesItsClass() {
    DbSpans spans = agent.link(DbSpans::jdbc);
    spans.end(spans.start(statement, "SELECT 1"), new IllegalStateException("closed"));

    assertThat(agent.span().getAttributes().get(stringKey("error.type")))
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void start_wrapperAroundDriver_isOneSpan() {
    DbSpans pool = agent.link(DbSpans::jdbc);
    DbSpans driver = agent.link(DbSpans::jdbc);

    Object call = pool.start(wrapper(connection, null), "SELECT 1");
    assertThat(driver.start(statement, "SELECT 1")).isNull();
    pool.end(call, null);

    assertThat(agent.span().getAttributes().get(stringKey("db.system.name")))
        .isEqualTo("h2database");
  }

  @Test
  void target_isAskedOncePerConnection_andWhatThatExecutesIsNoSpan() {
    DbSpans spans = agent.link(DbSpans::jdbc);
    AtomicInteger asked = new AtomicInteger();
    Connection chatty =
        (Connection)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, args) -> {
                  if (method.getName().equals("getMetaData")) {
                    asked.incrementAndGet();
                    assertThat(spans.start(statement, "SHOW VARIABLES")).isNull();
                    return connection.getMetaData();
                  }
                  return null;
                });

    spans.end(spans.start(wrapper(chatty, null), "SELECT 1"), null);
    spans.end(spans.start(wrapper(chatty, null), "SELECT 2"), null);

    assertThat(asked).hasValue(1);
    assertThat(agent.spans()).hasSize(2);
    assertThat(agent.spans())
        .allSatisfy(
            span ->
                assertThat(span.getAttributes().get(stringKey("db.namespace"))).isEqualTo("shop"));
  }

  @Test
  void target_openedWithUrl_neverAsksTheConnection() {
    DbSpans spans = agent.link(DbSpans::jdbc);
    Connection silent = broken(new AssertionError("asked"));
    spans.opened(silent, "jdbc:postgresql://db:5433/orders?user=u");

    spans.end(spans.start(wrapper(silent, null), "SELECT 1"), null);

    Attributes attributes = agent.span().getAttributes();
    assertThat(attributes.get(stringKey("server.address"))).isEqualTo("db");
    assertThat(attributes.get(longKey("server.port"))).isEqualTo(5433);
  }

  @Test
  void target_closedOrBrokenConnection_isUnknownAndDoesNotThrow() throws SQLException {
    DbSpans spans = agent.link(DbSpans::jdbc);
    statement.close();
    spans.end(spans.start(statement, "SELECT 1"), null);
    spans.end(spans.start(wrapper(broken(new SQLException("gone")), null), "SELECT 1"), null);
    spans.end(spans.start(wrapper(broken(new IllegalStateException()), null), "SELECT 1"), null);
    spans.end(spans.start(wrapper(null, new SQLException("closed")), "SELECT 1"), null);
    spans.end(spans.start(wrapper(null, null), "SELECT 1"), null);

    assertThat(agent.spans())
        .hasSize(5)
        .allSatisfy(
            span ->
                assertThat(span.getAttributes().get(stringKey("db.system.name")))
                    .isEqualTo("other_sql"));
  }

  @Test
  void batch_ofSeveral_hasSizeAndPrefix() {
    DbSpans spans = agent.link(DbSpans::jdbc);
    spans.end(spans.startBatch(statement, "INSERT INTO orders VALUES (?)", 3), null);

    SpanData span = agent.span();
    assertThat(span.getName()).isEqualTo("BATCH INSERT orders");
    assertThat(span.getAttributes().get(longKey("db.operation.batch.size"))).isEqualTo(3);
    assertThat(span.getAttributes().get(stringKey("db.query.summary")))
        .isEqualTo("BATCH INSERT orders");
  }

  @Test
  void batch_ofOne_isNoBatch() {
    DbSpans spans = agent.link(DbSpans::jdbc);
    spans.end(spans.startBatch(statement, "INSERT INTO orders VALUES (?)", 1), null);

    assertThat(agent.span().getName()).isEqualTo("INSERT orders");
    assertThat(agent.span().getAttributes().get(longKey("db.operation.batch.size"))).isNull();
  }

  @Test
  void batch_empty_hasSizeZero() {
    DbSpans spans = agent.link(DbSpans::jdbc);
    spans.end(spans.startBatch(statement, "INSERT INTO orders VALUES (?)", 0), null);

    assertThat(agent.span().getName()).isEqualTo("BATCH");
    assertThat(agent.span().getAttributes().get(longKey("db.operation.batch.size"))).isZero();
  }

  @Test
  void operation_withoutSql_isNamedByItself() {
    DbSpans spans = agent.link(DbSpans::jdbc);
    spans.end(spans.startOperation(connection, "COMMIT"), null);

    assertThat(agent.span().getName()).isEqualTo("COMMIT");
    assertThat(agent.span().getAttributes().get(stringKey("db.namespace"))).isEqualTo("shop");
  }

  @Test
  void name_withoutSummary_isTheNamespace() {
    DbSpans spans = agent.link(DbSpans::jdbc);
    spans.end(spans.start(statement, "?"), null);

    assertThat(agent.span().getName()).isEqualTo("shop");
  }

  @Test
  void procedure_calledByEscape_hasNameAndNoText() {
    DbSpans spans = agent.link(DbSpans::jdbc);
    spans.end(spans.start(statement, "{call shop.clean(?)}"), null);

    Attributes attributes = agent.span().getAttributes();
    assertThat(agent.span().getName()).isEqualTo("call shop.clean");
    assertThat(attributes.get(stringKey("db.stored_procedure.name"))).isEqualTo("shop.clean");
    assertThat(attributes.get(stringKey("db.query.text"))).isNull();
  }

  @Test
  void text_sanitizingSwitchedOff_isKept() {
    DbSpans spans = agent.link(DbSpans::jdbc);
    agent.settings.keepSql();
    spans.end(spans.start(statement, "SELECT a FROM t WHERE b = 'x'"), null);

    assertThat(agent.span().getAttributes().get(stringKey("db.query.text")))
        .isEqualTo("SELECT a FROM t WHERE b = 'x'");
  }

  @Test
  void text_beyondTheBound_isCutAndCounted() {
    DbSpans spans = agent.link(DbSpans::jdbc);
    String sql = "SELECT a FROM t WHERE b = '" + "x".repeat(SqlSanitizer.MAX_LENGTH) + "'";
    spans.end(spans.start(statement, sql), null);

    assertThat(agent.counted).containsEntry("db.sql_cut", 1);
    assertThat(agent.span().getAttributes().get(stringKey("db.query.text")))
        .isEqualTo("SELECT a FROM t WHERE b = ?");
  }

  @Test
  void start_withoutSql_isNull() {
    DbSpans spans = agent.link(DbSpans::jdbc);

    assertThat(spans.start(statement, null)).isNull();
  }

  @Test
  void start_parentNotSampled_asksNothing() {
    agent.sampler(Sampler.parentBased(Sampler.alwaysOff()), true);
    DbSpans spans = agent.link(DbSpans::jdbc);
    Span parent = agent.tracer("app").spanBuilder("parent").startSpan();
    try (Scope ignored = parent.makeCurrent()) {
      assertThat(spans.start(wrapper(broken(new AssertionError("asked")), null), "SELECT 1"))
          .isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void mode_propagateOrOff_makesNoSpan(int mode) {
    DbSpans spans = agent.link(DbSpans::jdbc);
    agent.plugin.mode(mode);

    assertThat(spans.start(statement, "SELECT 1")).isNull();
    assertThat(spans.startOperation(statement, "COMMIT")).isNull();
    agent.plugin.mode(PluginState.ON);
    spans.end(spans.start(statement, "SELECT 1"), null);
    agent.span();
  }

  @Test
  void current_duringCall_isItsSpan() {
    DbSpans spans = agent.link(DbSpans::jdbc);
    Object call = spans.start(statement, "SELECT 1");
    String current = Span.current().getSpanContext().getSpanId();
    spans.end(call, null);

    assertThat(agent.span().getSpanId()).isEqualTo(current);
    assertThat(Context.current()).isSameAs(Context.root());
  }

  private static Statement wrapper(Connection connection, SQLException failure) {
    return (Statement)
        Proxy.newProxyInstance(
            DbSpansTest.class.getClassLoader(),
            new Class<?>[] {Statement.class},
            (proxy, method, args) -> {
              if (failure != null) {
                throw failure;
              }
              return method.getName().equals("getConnection") ? connection : null;
            });
  }

  /** Fails whatever is asked, but for what every object answers. */
  private static Connection broken(Throwable failure) {
    return (Connection)
        Proxy.newProxyInstance(
            DbSpansTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              assertThat(method.getReturnType()).isSameAs(DatabaseMetaData.class);
              throw failure;
            });
  }
}
