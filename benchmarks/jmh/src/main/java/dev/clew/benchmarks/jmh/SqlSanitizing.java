package dev.clew.benchmarks.jmh;

import dev.clew.plugin.db.SqlDialect;
import dev.clew.plugin.db.SqlSanitizer;
import dev.clew.plugin.db.SqlText;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Sanitizing without the cache: a usual query, and the shapes of 32 kB that cost most. The bound is
 * 2 ms.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SqlSanitizing {

  private static final String USUAL =
      "SELECT o.id, o.name, c.email FROM orders o JOIN customers c ON o.cid = c.id"
          + " WHERE o.state = 'open' AND o.total > 100.50 AND c.country IN ('DE', 'FR', 'IT')"
          + " ORDER BY o.created LIMIT 50";

  @Param({"usual", "from a ", "'a',", "IN (1,", "$a ", "("})
  private String shape;

  private String sql = USUAL;

  /** Repeats a shape up to the bound. */
  @Setup
  public void prepare() {
    if (!shape.equals("usual")) {
      sql = shape.repeat(SqlSanitizer.MAX_LENGTH / shape.length());
    }
  }

  /** One statement. */
  @Benchmark
  public SqlText sanitize() {
    return SqlSanitizer.sanitize(sql, SqlDialect.POSTGRESQL);
  }
}
