package dev.clew.plugin.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random statements from a printed seed; {@code -Dclew.seed=…} repeats a run, {@code -Dclew.fuzz=…}
 * sets how many.
 */
class SqlSanitizerPropertyTest {

  private static final int STATEMENTS = Integer.getInteger("clew.fuzz", 4_000);
  private static final String SECRET = "zqx";

  private final long seed = Long.getLong("clew.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void literals_inWellFormedStatements_neverSurvive(SqlDialect dialect) {
    for (int i = 0; i < STATEMENTS; i++) {
      String sql = statement(dialect);
      SqlText text = SqlSanitizer.sanitize(sql, dialect);
      assertThat(text.text()).as("seed %s, %s: %s", seed, dialect, sql).doesNotContain(SECRET);
      assertThat(text.text()).as("seed %s, %s: %s", seed, dialect, sql).doesNotContain("742");
      assertThat(String.valueOf(text.summary()))
          .as("seed %s, %s: %s", seed, dialect, sql)
          .doesNotContain(SECRET);
    }
  }

  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void sanitizing_anyText_isIdempotentAndNeverThrows(SqlDialect dialect) {
    for (int i = 0; i < STATEMENTS; i++) {
      String sql = noise();
      String once = SqlSanitizer.sanitize(sql, dialect).text();
      String twice = SqlSanitizer.sanitize(once, dialect).text();
      assertThat(twice).as("seed %s, %s: %s", seed, dialect, sql).isEqualTo(once);
      assertThat(once.length()).isLessThanOrEqualTo(sql.length());
    }
  }

  @Test
  void literals_mysqlTextReadWithoutItsDialect_neverSurvive() {
    for (int i = 0; i < STATEMENTS; i++) {
      String sql = statement(SqlDialect.MYSQL);
      if (sql.indexOf('#') < 0) { // a comment whose apostrophe nobody can place
        String text = SqlSanitizer.sanitize(sql, SqlDialect.GENERIC).text();
        assertThat(text).as("seed %s: %s", seed, sql).doesNotContain(SECRET);
      }
    }
  }

  private String statement(SqlDialect dialect) {
    StringBuilder sql = new StringBuilder("SELECT a FROM t WHERE ");
    for (int k = 1 + random.nextInt(6); k > 0; k--) {
      sql.append(pick("a = ", "b IN (", "f(c, ", "x<", "y between "));
      sql.append(literal(dialect));
      sql.append(pick(" AND ", ") OR ", ", ", " /* it's " + SECRET + " */ ", "\n", ";"));
    }
    return sql.toString();
  }

  private String literal(SqlDialect dialect) {
    switch (random.nextInt(6)) {
      case 0:
        return pick("742", "-742.742e742", "0x742", ".742", "742_742", "742L");
      case 1:
        return pick("N", "X", "b", "") + "'" + content("'", "''") + "'";
      case 2:
        if (dialect.backslash) {
          return "'" + content("'", "\\'") + "'";
        }
        return "'" + content("'", "''") + "\\x'";
      case 3:
        if (dialect == SqlDialect.POSTGRESQL) {
          return "$t$" + content("$t$", "$") + "'$t$";
        }
        return "'" + content("'", "''") + "'";
      case 4:
        if (dialect == SqlDialect.POSTGRESQL) {
          return "E'" + content("'", "\\'") + "'";
        }
        if (dialect == SqlDialect.ORACLE) {
          return "q'[" + content("]'", "'") + "]'";
        }
        return "'" + content("'", "''") + "'";
      default:
        if (dialect == SqlDialect.MYSQL) {
          return "\"" + content("\"", "\\\"") + "\"";
        }
        return "'" + content("'", "''") + "'";
    }
  }

  /** A secret among disturbing characters; what would end the literal is escaped. */
  private String content(String end, String escaped) {
    StringBuilder content = new StringBuilder();
    for (int k = random.nextInt(4); k >= 0; k--) {
      content.append(pick(SECRET, end, " -- ", "/*", "#", "(", "742", "é", ";", " IN (", "$$"));
    }
    return content.append(SECRET).toString().replace(end, escaped);
  }

  private String noise() {
    StringBuilder text = new StringBuilder();
    for (int k = random.nextInt(14); k > 0; k--) {
      text.append(
          pick(
              "SELECT",
              "from ",
              "in",
              "IN (",
              "(",
              ")",
              ",",
              "'",
              "''",
              "\"",
              "`",
              "[",
              "]",
              "$",
              "$$",
              "$t$",
              "--",
              "/*",
              "*/",
              "#",
              "\\",
              "\\'",
              "q'[",
              "]'",
              "E'",
              "U&'",
              "x",
              "1",
              "9.",
              ".5",
              "e",
              "-",
              "+",
              "?",
              ":",
              "::",
              "@",
              ".",
              " ",
              "\n",
              ";",
              "true",
              "é",
              "\uD83D",
              "\0",
              "{",
              "}",
              "update",
              "create table",
              "N'",
              "0x"));
    }
    return text.toString();
  }

  private String pick(String... options) {
    return options[random.nextInt(options.length)];
  }
}
