package dev.clew.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.plugin.db.DbSpans;
import dev.clew.plugin.db.SqlDialect;
import dev.clew.plugin.db.SqlSanitizer;
import dev.clew.plugin.http.HttpClientSpans;
import dev.clew.plugin.http.HttpServerSpans;
import java.io.File;
import org.junit.jupiter.api.Test;

class OptionalModulesTest {

  @Test
  void families_runtimeWithoutSql_loadAndWork() throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "--limit-modules",
                "java.logging",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.trim()).isEqualTo("SELECT ?");
  }

  static final class Program {

    public static void main(String[] args) throws Exception {
      if (ModuleLayer.boot().findModule("java.sql").isPresent()) {
        throw new IllegalStateException("java.sql is there");
      }
      for (Class<?> family :
          new Class<?>[] {DbSpans.class, HttpClientSpans.class, HttpServerSpans.class}) {
        Class.forName(family.getName());
      }
      System.out.println(SqlSanitizer.sanitize("SELECT 1", SqlDialect.ANSI).text());
    }
  }
}
