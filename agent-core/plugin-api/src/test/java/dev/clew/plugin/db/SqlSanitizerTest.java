package dev.clew.plugin.db;

import static dev.clew.plugin.db.SqlDialect.ANSI;
import static dev.clew.plugin.db.SqlDialect.CLICKHOUSE;
import static dev.clew.plugin.db.SqlDialect.GENERIC;
import static dev.clew.plugin.db.SqlDialect.MYSQL;
import static dev.clew.plugin.db.SqlDialect.ORACLE;
import static dev.clew.plugin.db.SqlDialect.POSTGRESQL;
import static dev.clew.plugin.db.SqlDialect.SQLITE;
import static dev.clew.plugin.db.SqlDialect.SQL_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SqlSanitizerTest {

  private final List<DynamicTest> cases = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> text_standardLiterals_becomeQuestionMarks() {
    text(ANSI, "SELECT 1", "SELECT ?");
    text(ANSI, "select * from t where a='x'", "select * from t where a=?");
    text(ANSI, "a = 'it''s'", "a = ?");
    text(ANSI, "a = ''", "a = ?");
    text(ANSI, "a = '' and b = 'x'", "a = ? and b = ?");
    text(ANSI, "a = 'unterminated", "a = ?");
    text(ANSI, "a = '", "a = ?");
    text(ANSI, "a = 'x'''", "a = ?");
    text(ANSI, "a = 'C:\\' and b = 'y'", "a = ? and b = ?");
    text(ANSI, "a = -5", "a = -?");
    text(ANSI, "a=1.5e-10+2", "a=?+?");
    text(ANSI, "a = .5", "a = ?");
    text(ANSI, "a = 5.", "a = ?");
    text(ANSI, "a = 1e5", "a = ?");
    text(ANSI, "a = 1E+5-3", "a = ?-?");
    text(ANSI, "a = 0xDEADbeef", "a = ?");
    text(ANSI, "a = 1_000_000", "a = ?");
    text(ANSI, "a = 10L", "a = ?");
    text(ANSI, "a = X'CAFE'", "a = ?");
    text(ANSI, "a = b'0101'", "a = ?");
    text(ANSI, "a = N'x'", "a = ?");
    text(ANSI, "a = U&'d\\0061t'", "a = ?");
    text(ANSI, "a = TRUE or b = false", "a = ? or b = ?");
    text(ANSI, "a is null", "a is null");
    text(ANSI, "d = DATE '2020-01-01'", "d = DATE ?");
    text(ANSI, "d = {ts '2020-01-01 10:00:00'}", "d = {ts ?}");
    text(ANSI, "INTERVAL '1' DAY", "INTERVAL ? DAY");
    text(ANSI, "LIMIT 10 OFFSET 20", "LIMIT ? OFFSET ?");
    text(ANSI, "a = '日本' and b=1", "a = ? and b=?");
    return done();
  }

  @TestFactory
  Stream<DynamicTest> text_namesAndParameters_stay() {
    text(ANSI, "SELECT t1.c2, t2.c1 FROM t1, t2", "SELECT t1.c2, t2.c1 FROM t1, t2");
    text(ANSI, "SELECT \"a 1\" FROM \"x\".\"y\"", "SELECT \"a 1\" FROM \"x\".\"y\"");
    text(ANSI, "SELECT \"a\"\"1\" FROM t", "SELECT \"a\"\"1\" FROM t");
    text(ANSI, "SELECT \"unterminated 1", "SELECT ?");
    text(ANSI, "SELECT a.\"unterminated 1", "SELECT a.?");
    text(ANSI, "a = ? and b = ?1", "a = ? and b = ?1");
    text(ANSI, "a = :name and b=:n2", "a = :name and b=:n2");
    text(ANSI, "größe = 5", "größe = ?");
    text(ANSI, "t.true = 1", "t.true = ?");
    text(POSTGRESQL, "a = $1 and b = $12", "a = $1 and b = $12");
    text(POSTGRESQL, "a::int = 5::bigint", "a::int = ?::bigint");
    text(POSTGRESQL, "a[1:2] = b[:3]", "a[?:?] = b[:?]");
    text(POSTGRESQL, "a -> 'k' ->> 2", "a -> ? ->> ?");
    text(POSTGRESQL, "a ??| b", "a ??| b");
    text(SQL_SERVER, "@p0 = 5 AND @@ROWCOUNT > 1", "@p0 = ? AND @@ROWCOUNT > ?");
    text(SQL_SERVER, "SELECT [a 1]]b] FROM #tmp1", "SELECT [a 1]]b] FROM #tmp1");
    text(MYSQL, "SELECT `a 1` FROM `b`.`c`", "SELECT `a 1` FROM `b`.`c`");
    text(ORACLE, "VALUES (:1, :2)", "VALUES (:1, :2)");
    text(ORACLE, "a$b1 = 1", "a$b1 = ?");
    return done();
  }

  @TestFactory
  Stream<DynamicTest> text_dialects_areRead() {
    text(POSTGRESQL, "a = $$it's 5$$ and b=1", "a = ? and b=?");
    text(POSTGRESQL, "a = $t$ $$ x $t$ or b", "a = ? or b");
    text(POSTGRESQL, "a = $$unterminated", "a = ?");
    text(POSTGRESQL, "a = E'it\\'s' or b", "a = ? or b");
    text(POSTGRESQL, "a = e'\\\\' or b", "a = ? or b");
    text(POSTGRESQL, "a = B'01' || x'AF'", "a = ? || ?");
    text(POSTGRESQL, "a # 5", "a # ?");
    text(MYSQL, "a = \"str\" and b = 'x\\'y'", "a = ? and b = ?");
    text(MYSQL, "a = \"x\"\"y\" or b", "a = ? or b");
    text(MYSQL, "a = 1 # comment 5\n and b", "a = ? and b");
    text(MYSQL, "a = 5--3", "a = ?--?");
    text(MYSQL, "a = 5 -- 3", "a = ?");
    text(MYSQL, "a = _utf8'x'", "a = _utf8?");
    text(ORACLE, "a = q'[it's]' or b", "a = ? or b");
    text(ORACLE, "a = Q'{x}' or b", "a = ? or b");
    text(ORACLE, "a = nq'!x!' or b", "a = ? or b");
    text(ORACLE, "a = q'(unterminated", "a = ?");
    text(SQL_SERVER, "a = $19.99", "a = ?");
    text(SQL_SERVER, "a = N'x' /* a /* b */ 5 */ or c", "a = ? or c");
    text(MYSQL, "a /* a /* b */ or c", "a or c");
    text(SQLITE, "SELECT [a b], \"c\", `d`", "SELECT [a b], \"c\", `d`");
    text(CLICKHOUSE, "a = 'x\\'y' or b", "a = ? or b");
    return done();
  }

  @TestFactory
  Stream<DynamicTest> text_unknownDialect_showsLess() {
    text(GENERIC, "a = \"x\" or b", "a = ? or b");
    text(GENERIC, "a = 'it\\'s secret' or b = 'y'", "a = ?");
    text(GENERIC, "a = 'C:\\dir' or b", "a = ? or b");
    text(GENERIC, "a = $$x$$ or b", "a = ? or b");
    text(GENERIC, "a = q'[it's]' or b", "a = ? or b");
    text(GENERIC, "a = $19.99", "a = ?");
    return done();
  }

  @TestFactory
  Stream<DynamicTest> text_commentsAndSpace_collapse() {
    text(ANSI, "SELECT a -- secret 1\nFROM t", "SELECT a FROM t");
    text(ANSI, "SELECT/* x */a", "SELECT a");
    text(ANSI, "/*+ hint */ SELECT a", "SELECT a");
    text(ANSI, "SELECT a /* unterminated 'x'", "SELECT a");
    text(ANSI, "SELECT a -- end", "SELECT a");
    text(ANSI, "  SELECT \n\t a  ", "SELECT a");
    text(ANSI, "", "");
    text(ANSI, "   ", "");
    text(ANSI, "a - - b", "a - - b");
    text(ANSI, "a / * b", "a / * b");
    return done();
  }

  @TestFactory
  Stream<DynamicTest> text_inLists_collapse() {
    text(ANSI, "a IN (1, 2, 3)", "a IN (?)");
    text(ANSI, "a in('x','y')", "a in(?)");
    text(ANSI, "a IN (?, ?, ?)", "a IN (?)");
    text(ANSI, "a IN (?)", "a IN (?)");
    text(ANSI, "a IN (-1, +2)", "a IN (?)");
    text(ANSI, "a IN ( :a , :b )", "a IN (?)");
    text(POSTGRESQL, "a IN ($1, $2)", "a IN (?)");
    text(ANSI, "a IN (b, 2)", "a IN (b, ?)");
    text(ANSI, "a IN (SELECT 1 FROM t)", "a IN (SELECT ? FROM t)");
    text(ANSI, "f(1, 2)", "f(?, ?)");
    text(ANSI, "VALUES (1, 2), (3, 4)", "VALUES (?, ?), (?, ?)");
    text(ANSI, "a IN ()", "a IN ()");
    text(ANSI, "a IN (1, 2", "a IN (?, ?");
    return done();
  }

  @TestFactory
  Stream<DynamicTest> summary_examplesOfTheConventions() {
    summary(ANSI, "SELECT *\nFROM wuser_table\nWHERE username = ?", "SELECT wuser_table");
    summary(
        ANSI,
        "INSERT INTO shipping_details (order_id, address) SELECT order_id, address FROM orders"
            + " WHERE order_id = ?",
        "INSERT shipping_details SELECT orders");
    summary(
        ANSI,
        "SELECT * FROM songs, artists WHERE songs.artist_id == artists.id",
        "SELECT songs artists");
    summary(
        ANSI,
        "SELECT order_date FROM (SELECT * FROM orders o JOIN customers c ON o.customer_id ="
            + " c.customer_id)",
        "SELECT SELECT orders customers");
    summary(ANSI, "SELECT * FROM \"song list\", artists", "SELECT \"song list\" artists");
    summary(ANSI, "{call some_stored_procedure}", "call some_stored_procedure");
    return done();
  }

  @TestFactory
  Stream<DynamicTest> summary_statements() {
    summary(ANSI, "select a from Orders o, customers as c, x", "select Orders customers x");
    summary(ANSI, "SELECT 1", "SELECT");
    summary(ANSI, "SELECT count(*) FROM app.orders", "SELECT app.orders");
    summary(ANSI, "SELECT EXTRACT(YEAR FROM created) FROM t", "SELECT t");
    summary(ANSI, "SELECT TRIM(BOTH 'x' FROM y) FROM t", "SELECT t");
    summary(ANSI, "SELECT a FROM t WHERE a IS DISTINCT FROM b", "SELECT t");
    summary(ANSI, "SELECT a FROM t1 LEFT JOIN t2 ON a=b, t3", "SELECT t1 t2 t3");
    summary(ANSI, "SELECT a FROM t1 JOIN t2 USING (x, y)", "SELECT t1 t2");
    summary(ANSI, "SELECT a FROM generate_series(1, 10)", "SELECT");
    summary(ANSI, "SELECT a FROM t ORDER BY b, c", "SELECT t");
    summary(ANSI, "SELECT a FROM t FOR UPDATE", "SELECT t");
    summary(ANSI, "SELECT a FROM t UNION ALL SELECT b FROM u", "SELECT t SELECT u");
    summary(ANSI, "SELECT a FROM (SELECT b FROM t) x, u", "SELECT SELECT t u");
    summary(ANSI, "SELECT (SELECT max(a) FROM t) FROM u", "SELECT SELECT t u");
    summary(ANSI, "SELECT replace(a, 'x', 'y') FROM t", "SELECT t");
    summary(ANSI, "SELECT * INTO copy FROM t", "SELECT copy t");
    summary(ANSI, "SELECT a FROM user u", "SELECT user");
    summary(ANSI, "INSERT INTO orders(id) VALUES (1), (2)", "INSERT orders");
    summary(MYSQL, "INSERT IGNORE INTO `orders` VALUES (1)", "INSERT `orders`");
    summary(MYSQL, "INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 2", "INSERT t");
    summary(POSTGRESQL, "INSERT INTO t VALUES (1) ON CONFLICT DO UPDATE SET a=1", "INSERT t");
    summary(MYSQL, "REPLACE INTO t VALUES (1)", "REPLACE t");
    summary(ANSI, "UPDATE orders SET a = 1, b = 2 WHERE c = 3", "UPDATE orders");
    summary(ANSI, "UPDATE user SET a = 1", "UPDATE user");
    summary(ANSI, "UPDATE t SET a = (SELECT b FROM u)", "UPDATE t SELECT u");
    summary(ANSI, "DELETE FROM orders WHERE a = 1", "DELETE orders");
    summary(SQL_SERVER, "DELETE [dbo].[orders]", "DELETE [dbo].[orders]");
    summary(ANSI, "MERGE INTO t USING s ON (a=b) WHEN MATCHED THEN UPDATE SET c=1", "MERGE t s");
    summary(ANSI, "WITH x AS (SELECT a FROM t) SELECT * FROM x", "SELECT t SELECT x");
    summary(ANSI, "WITH x AS (SELECT 1) UPDATE t SET a=1", "SELECT UPDATE t");
    summary(ANSI, "CREATE TABLE IF NOT EXISTS t (a INT, b INT)", "CREATE TABLE t");
    summary(ANSI, "CREATE TABLE t AS SELECT a FROM u", "CREATE TABLE t SELECT u");
    summary(ANSI, "CREATE UNIQUE INDEX i ON t (a)", "CREATE INDEX i");
    summary(ANSI, "CREATE OR REPLACE VIEW v AS SELECT a FROM t", "CREATE VIEW v SELECT t");
    summary(ANSI, "CREATE FUNCTION f() RETURNS int AS 'x'", "CREATE FUNCTION f");
    summary(ANSI, "DROP TABLE IF EXISTS a.b", "DROP TABLE a.b");
    summary(ANSI, "ALTER TABLE t ADD COLUMN c INT", "ALTER TABLE t");
    summary(ANSI, "TRUNCATE TABLE t", "TRUNCATE t");
    summary(ANSI, "TRUNCATE t", "TRUNCATE t");
    summary(ANSI, "CALL proc(?, ?)", "CALL proc");
    summary(ANSI, "{? = call pkg.proc(?)}", "call pkg.proc");
    summary(SQL_SERVER, "EXEC dbo.proc @a = 1", "EXEC dbo.proc");
    summary(SQL_SERVER, "EXEC @rc = dbo.proc @a = 1", "EXEC dbo.proc");
    summary(MYSQL, "CREATE DEFINER=`a`@`b` VIEW v AS SELECT c FROM t", "CREATE VIEW v SELECT t");
    summary(ANSI, "COMMIT", "COMMIT");
    summary(ANSI, "SET x = 1", "SET");
    summary(ANSI, "BEGIN; INSERT INTO a VALUES (1); COMMIT", "BEGIN INSERT a COMMIT");
    summary(ANSI, "EXPLAIN SELECT a FROM t", "EXPLAIN SELECT t");
    summary(ANSI, "-- c\nSELECT a FROM t", "SELECT t");
    summary(ANSI, "(SELECT a FROM t)", "SELECT t");
    summary(ANSI, "", null);
    summary(ANSI, "hunter2 is my password", null);
    summary(ANSI, "SELECT a FROM 'literal'", "SELECT");
    summary(MYSQL, "SELECT a FROM \"literal\"", "SELECT");
    return done();
  }

  @Test
  void summary_manyTables_endsBetweenNames() {
    StringBuilder sql = new StringBuilder("SELECT * FROM table_000");
    for (int i = 1; i < 100; i++) {
      sql.append(", table_").append(String.format("%03d", i));
    }

    String summary = SqlSanitizer.sanitize(sql.toString(), ANSI).summary();

    assertThat(summary).hasSizeLessThanOrEqualTo(255).matches("SELECT( table_\\d{3})+");
  }

  @Test
  void text_unchanged_isTheSameString() {
    String sql = new String("SELECT a FROM t WHERE b = ?");

    assertThat(SqlSanitizer.sanitize(sql, ANSI).text()).isSameAs(sql);
  }

  @Test
  void text_hugeStatement_isCutWithoutShowingLiterals() {
    String sql = "SELECT a FROM t WHERE b = '" + "secret ".repeat(1_000_000) + "'";

    SqlText text = SqlSanitizer.sanitize(sql, ANSI);

    assertThat(text.text()).isEqualTo("SELECT a FROM t WHERE b = ?");
    assertThat(SqlSanitizer.sanitize("a ".repeat(1_000_000), ANSI).text().length())
        .isLessThanOrEqualTo(SqlSanitizer.MAX_LENGTH);
  }

  private void text(SqlDialect dialect, String sql, String expected) {
    cases.add(
        dynamicTest(
            dialect + " " + sql,
            () -> assertThat(SqlSanitizer.sanitize(sql, dialect).text()).isEqualTo(expected)));
  }

  private void summary(SqlDialect dialect, String sql, String expected) {
    cases.add(
        dynamicTest(
            dialect + " " + sql,
            () -> assertThat(SqlSanitizer.sanitize(sql, dialect).summary()).isEqualTo(expected)));
  }

  private Stream<DynamicTest> done() {
    return cases.stream();
  }
}
