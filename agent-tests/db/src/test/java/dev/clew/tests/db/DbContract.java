package dev.clew.tests.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.tests.harness.Subject;
import dev.clew.tests.otlp.TestSpan;
import java.util.List;

/**
 * One CLIENT span per statement. Names are those of OpenTelemetry's stable database conventions.
 */
final class DbContract extends DbCalls {

  private static final String SELECT = "SELECT name FROM " + TABLE + " WHERE id = ";

  DbContract(Subject subject) {
    super(subject);
  }

  @Override
  protected void cases(Cases cases) {
    cases.add("statement: attributes, literals replaced", this::statement);
    cases.add("prepared statement", this::prepared);
    cases.add("insert, update, delete", this::changes);
    add(cases, !unsupported.contains("batch"), "batch of statements", this::batch);
    add(
        cases,
        !unsupported.contains("batch"),
        "batch of a prepared statement",
        this::preparedBatch);
    add(
        cases,
        !unsupported.contains("transaction"),
        "transaction: statements only",
        this::transaction);
    cases.add("failure", this::failure);
    cases.add("failure of a prepared statement", this::preparedFailure);
    cases.add("opening a connection is no query", this::reopen);
    cases.add("huge statement is bounded", this::huge);
    cases.add("without parent: a root span", this::root);
    cases.add("unsampled parent: no span", this::unsampled);
  }

  private void statement() {
    Traced traced = inSpan("statement", SELECT + "1 OR name = 'hidden'");
    assertThat(traced.reply().expectOk()).containsExactly("1");
    TestSpan span = one(traced);
    assertThat(span.name()).isEqualTo("SELECT " + TABLE);
    assertThat(span.attributes()).containsEntry("db.system.name", system());
    assertThat(span.text("db.query.text")).isEqualTo(SELECT + "? OR name = ?");
    assertServer(span);
    assertThat(span.status()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .doesNotContainKeys("error.type", "db.user", "db.connection_string");
  }

  private void assertServer(TestSpan span) {
    if (!database().host().isEmpty()) {
      assertThat(span.attributes())
          .containsEntry("server.address", database().host())
          .containsEntry("server.port", (long) database().port());
      assertThat(span.text("db.namespace")).startsWith(database().name());
    }
  }

  private void prepared() {
    Traced traced =
        inSpan("prepared", "SELECT name FROM " + TABLE + " WHERE name = ? AND id < 1000", "one");
    assertThat(traced.reply().expectOk()).containsExactly("1");
    TestSpan span = one(traced);
    assertThat(span.name()).isEqualTo("SELECT " + TABLE);
    assertThat(span.text("db.query.text")).contains("name = ?").doesNotContain("'one'");
    assertServer(span);
  }

  private void changes() {
    for (String sql :
        List.of(
            "INSERT INTO " + TABLE + " VALUES (77, 'hidden')",
            "UPDATE " + TABLE + " SET name = 'hidden2' WHERE id = 77",
            "DELETE FROM " + TABLE + " WHERE id = 77")) {
      TestSpan span = one(inSpan("statement", sql));
      String operation = sql.substring(0, sql.indexOf(' '));
      assertThat(span.name()).isEqualTo(operation + " " + TABLE);
      assertThat(span.text("db.query.text"))
          .contains("?")
          .doesNotContain("77")
          .doesNotContain("hidden");
    }
  }

  private void batch() {
    String insert = "INSERT INTO " + TABLE + " VALUES (88, 'hidden')";
    TestSpan span = one(inSpan("batch", insert, insert, insert));
    assertThat(span.attributes()).containsEntry("db.operation.batch.size", 3L);
    assertThat(span.toString()).doesNotContain("hidden");
  }

  private void preparedBatch() {
    TestSpan span =
        one(
            inSpan(
                "prepared-batch", "INSERT INTO " + TABLE + " VALUES (89, ?)", "hidden", "hidden"));
    assertThat(span.attributes()).containsEntry("db.operation.batch.size", 2L);
    assertThat(span.name()).contains(TABLE);
    assertThat(span.toString()).doesNotContain("hidden");
  }

  private void transaction() {
    String insert = "INSERT INTO " + TABLE + " VALUES (90, 'x')";
    Traced traced = inSpan("transaction", insert, insert);
    traced.reply().expectOk();
    assertThat(traced.trace().ofKind("CLIENT")).as("%s", traced.trace()).hasSize(2);
  }

  private void failure() {
    failed(inSpan("statement", "SELECT nothing FROM clewabsent WHERE a = 'hidden'"));
  }

  private void preparedFailure() {
    // Some databases refuse at preparation, where no statement runs yet.
    Traced traced = inSpan("prepared", "INSERT INTO " + TABLE + " VALUES (1, ?)", "x".repeat(300));
    failed(traced);
  }

  private void failed(Traced traced) {
    traced.reply().expectError();
    TestSpan span = one(traced);
    assertThat(span.status()).isEqualTo("ERROR");
    assertThat(span.text("db.response.status_code")).isNotEmpty();
    assertThat(traced.reply().fields().get(2) + span.text("db.response.status_code"))
        .as("the exception or the database's code")
        .contains(span.text("error.type"));
    assertThat(span.text("error.type")).isNotEmpty();
    assertThat(span.text("db.query.text")).doesNotContain("hidden");
  }

  private void reopen() {
    Traced traced = inSpan("reopen");
    traced.reply().expectOk();
    assertThat(traced.trace().ofKind("CLIENT")).as("%s", traced.trace()).isEmpty();
  }

  private void huge() {
    String sql = "SELECT '" + "hidden ".repeat(20_000) + "' FROM " + TABLE + " WHERE id = 1";
    TestSpan span = one(inSpan("statement", sql));
    assertThat(span.text("db.query.text"))
        .hasSizeLessThanOrEqualTo(33_000)
        .doesNotContain("hidden");
  }

  private void root() {
    String sql = SELECT + "1 AND id <> " + unique().substring(1);
    int before = sink.spans().size();
    app().ask("statement", sql);
    TestSpan span =
        sink.await(
            "root span",
            s -> sink.spans().indexOf(s) >= before && s.text("db.query.text").contains("<>"));
    assertThat(span.parentSpanId()).isEmpty();
  }

  private void unsampled() {
    needsApplicationSpans();
    String trace = "feedfacefeedfacefeedfacefeedface";
    app().call("00-" + trace + "-00000000000000dd-00", "statement", SELECT + "1").expectOk();
    flush();
    assertThat(sink.trace(trace).spans()).isEmpty();
  }

  private static TestSpan one(Traced traced) {
    TestSpan span = traced.trace().only("CLIENT");
    assertThat(span.isChildOf(traced.caller())).isTrue();
    assertThat(traced.trace().spans()).as("nothing else:\n%s", traced.trace()).hasSize(2);
    return span;
  }
}
