package dev.clew.plugin.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SqlCacheTest {

  private final SqlCache cache = new SqlCache();

  @Test
  void get_equalText_isSanitizedOnce() {
    SqlText first = cache.get("SELECT a FROM t WHERE b = 1", SqlDialect.ANSI);
    SqlText second = cache.get(new String("SELECT a FROM t WHERE b = 1"), SqlDialect.ANSI);

    assertThat(second).isSameAs(first);
  }

  @Test
  void get_otherDialect_isSanitizedForIt() {
    assertThat(cache.get("a = \"b\"", SqlDialect.ANSI).text()).isEqualTo("a = \"b\"");
    assertThat(cache.get("a = \"b\"", SqlDialect.MYSQL).text()).isEqualTo("a = ?");
    assertThat(cache.get("a = \"b\"", SqlDialect.ANSI).text()).isEqualTo("a = \"b\"");
  }

  @Test
  void get_equalHashes_areToldApart() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    assertThat(cache.get("Aa", SqlDialect.ANSI).text()).isEqualTo("Aa");
    assertThat(cache.get("BB", SqlDialect.ANSI).text()).isEqualTo("BB");
    assertThat(cache.get("Aa", SqlDialect.ANSI).text()).isEqualTo("Aa");
  }

  @Test
  void get_manyLongTexts_staysWithinItsBound() {
    String tail = "x".repeat(SqlCache.MAX_CACHED_LENGTH - 64);
    for (int i = 0; i < 5_000; i++) {
      String sql = "SELECT a" + i + " FROM " + tail;
      assertThat(cache.get(sql, SqlDialect.ANSI).text()).isEqualTo(sql);
      assertThat(cache.bytes()).isBetween(0L, SqlCache.MAX_BYTES);
    }
  }

  @Test
  void get_byManyThreads_answersRightAndKeepsCount() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int offset = t * 37;
        tasks.add(
            () -> {
              for (int i = 0; i < 20_000; i++) {
                int table = (i * 7 + offset) % 3_000;
                assertThat(cache.get("SELECT 1 FROM t" + table, SqlDialect.ANSI).text())
                    .isEqualTo("SELECT ? FROM t" + table);
              }
              return null;
            });
      }
      for (Future<Void> done : pool.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      pool.shutdown();
    }
    assertThat(cache.bytes()).isBetween(1L, SqlCache.MAX_BYTES);
  }
}
