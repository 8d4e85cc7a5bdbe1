package dev.clew.plugin.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "jdbc:postgresql://db.example:5433/orders | postgresql | orders | db.example | 5433",
        "jdbc:postgresql://db/orders?user=u&password=p | postgresql | orders | db | 5432",
        "jdbc:postgresql://u:p@db/orders | postgresql | orders | db | 5432",
        "jdbc:postgresql://h1:1,h2:2/orders | postgresql | orders | h1 | 1",
        "jdbc:postgresql://[::1]:5433/orders | postgresql | orders | ::1 | 5433",
        "jdbc:postgresql://[::1]/orders | postgresql | orders | ::1 | 5432",
        "jdbc:postgresql:orders | postgresql | orders | localhost | 5432",
        "jdbc:postgresql://db/ | postgresql | - | db | 5432",
        "jdbc:tc:postgresql:14:///orders | postgresql | orders | - | -1",
        "jdbc:p6spy:postgresql://db/orders | postgresql | orders | db | 5432",
        "jdbc:mysql://db/orders | mysql | orders | db | 3306",
        "jdbc:mysql://db:3307/orders?useSSL=false | mysql | orders | db | 3307",
        "jdbc:mysql://u:p/w@db:3307/orders | mysql | orders | db | 3307",
        "jdbc:mysql:replication://m:1,s:2/orders | mysql | orders | m | 1",
        "jdbc:mysql:loadbalance://m/orders | mysql | orders | m | 3306",
        "jdbc:mysql://address=(host=h)(port=3308)(user=u)/o | mysql | o | h | 3308",
        "jdbc:mysql://(host=h,port=3308)/o | mysql | o | h | 3308",
        "jdbc:mysql:// | mysql | - | - | -1",
        "jdbc:mariadb://db:3306/orders?password=x | mariadb | orders | db | 3306",
        "jdbc:mariadb:sequential:failover://a,b/orders | mariadb | orders | a | 3306",
        "jdbc:oracle:thin:@db:1522:ORCL | oracle.db | ORCL | db | 1522",
        "jdbc:oracle:thin:@//db:1522/svc | oracle.db | svc | db | 1522",
        "jdbc:oracle:thin:@//db/svc:dedicated | oracle.db | svc | db | 1521",
        "jdbc:oracle:thin:u/p@//db:1522/svc | oracle.db | svc | db | 1522",
        "jdbc:oracle:thin:u/p@db:1522/svc | oracle.db | svc | db | 1522",
        "jdbc:oracle:thin:@tnsname | oracle.db | tnsname | - | -1",
        "jdbc:oracle:oci:@tnsname | oracle.db | tnsname | - | -1",
        "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1523))"
            + "(CONNECT_DATA=(SERVICE_NAME = svc))) | oracle.db | svc | db | 1523",
        "jdbc:sqlserver://db:1434;databaseName=o;password=p | microsoft.sql_server | o | db | 1434",
        "jdbc:sqlserver://db\\inst:1434;database=o | microsoft.sql_server | inst^o | db | 1434",
        "jdbc:sqlserver://db;instanceName=i;databaseName=o | microsoft.sql_server | i^o | db | 1433",
        "jdbc:sqlserver://;serverName=db;databaseName=o | microsoft.sql_server | o | db | 1433",
        "jdbc:jtds:sqlserver://db:1/o;user=u | microsoft.sql_server | o | db | 1",
        "jdbc:h2:mem:orders;MODE=PostgreSQL | h2database | orders | - | -1",
        "jdbc:h2:mem: | h2database | - | - | -1",
        "jdbc:h2:~/orders | h2database | ~/orders | - | -1",
        "jdbc:h2:file:/data/orders;USER=sa;PASSWORD=p | h2database | /data/orders | - | -1",
        "jdbc:h2:tcp://db:9092/~/orders;USER=sa | h2database | ~/orders | db | 9092",
        "jdbc:hsqldb:mem:orders | hsqldb | orders | - | -1",
        "jdbc:hsqldb:hsql://db:9002/orders | hsqldb | orders | db | 9002",
        "jdbc:derby:orders;create=true | derby | orders | - | -1",
        "jdbc:derby:memory:orders | derby | orders | - | -1",
        "jdbc:derby://db:1528/orders;user=u | derby | orders | db | 1528",
        "jdbc:sqlite:/data/o.db | sqlite | /data/o.db | - | -1",
        "jdbc:sqlite:C:/data/o.db | sqlite | C:/data/o.db | - | -1",
        "jdbc:sqlite::memory: | sqlite | :memory: | - | -1",
        "jdbc:db2://db:50001/orders:user=u;password=p; | ibm.db2 | orders | db | 50001",
        "jdbc:clickhouse://db:8124/orders | clickhouse | orders | db | 8124",
        "jdbc:ch:https://db:8443/orders | clickhouse | orders | db | 8443",
        "jdbc:trino://db:8080/hive/sales | trino | hive/sales | db | 8080",
        "jdbc:snowflake://a.snowflakecomputing.com/?db=d&password=p | snowflake | - "
            + "| a.snowflakecomputing.com | 443",
        "jdbc:unheard://db:1/orders | other_sql | orders | db | 1",
        "jdbc: | other_sql | - | - | -1",
        "jdbc:x | other_sql | - | - | -1",
        "http://db/orders | other_sql | - | - | -1",
        "- | other_sql | - | - | -1",
      })
  void parse_table_isUnderstood(
      String url, String system, String namespace, String address, int port) {
    DbTarget target = JdbcUrl.parse(url);

    assertThat(target.system.name).isEqualTo(system);
    assertThat(target.namespace).isEqualTo(namespace == null ? null : namespace.replace('^', '|'));
    assertThat(target.address).isEqualTo(address);
    assertThat(target.port).isEqualTo(port);
  }

  @Test
  void attributes_usualPort_isLeftOut() {
    assertThat(JdbcUrl.parse("jdbc:postgresql://db/orders").attributes.get(DbTarget.PORT)).isNull();
    assertThat(JdbcUrl.parse("jdbc:postgresql://db:1/orders").attributes.get(DbTarget.PORT))
        .isEqualTo(1);
  }

  @Test
  void parse_credentialsAnywhere_areNotKept() {
    String[] urls = {
      "jdbc:postgresql://S3CRET:S3CRET@db/o?user=S3CRET&password=S3CRET",
      "jdbc:mysql://S3CRET:S3C/RET@db:1/o?password=S3CRET",
      "jdbc:oracle:thin:S3CRET/S3CRET@//db/o",
      "jdbc:oracle:thin:S3CRET/S3CRET@db:1:o",
      "jdbc:sqlserver://db;user=S3CRET;password={S3CRET};databaseName=o",
      "jdbc:h2:mem:o;USER=S3CRET;PASSWORD=S3CRET",
      "jdbc:derby://db/o;user=S3CRET;password=S3CRET",
      "jdbc:derby:o;user=S3CRET;password=S3CRET",
      "jdbc:db2://db:1/o:user=S3CRET;password=S3CRET;",
      "jdbc:sqlite:o.db?password=S3CRET",
      "jdbc:unheard://S3CRET:S3CRET@db/o;password=S3CRET",
      "jdbc:unheard:o;password=S3CRET",
    };
    for (String url : urls) {
      assertThat(JdbcUrl.parse(url).attributes.toString())
          .as(url)
          .doesNotContain("S3C")
          .doesNotContain("RET");
    }
  }

  @Test
  void parse_randomText_neverThrows() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] parts = {
      "jdbc:",
      "postgresql",
      "oracle",
      "sqlserver",
      "h2",
      "mysql",
      "thin",
      "mem",
      ":",
      "/",
      "//",
      "@",
      ",",
      ";",
      "?",
      "&",
      "=",
      "(",
      ")",
      "[",
      "]",
      "\\",
      "host",
      "port",
      "databaseName",
      "1",
      "é"
    };
    for (int i = 0; i < 50_000; i++) {
      StringBuilder url = new StringBuilder(random.nextBoolean() ? "jdbc:" : "");
      for (int k = random.nextInt(12); k > 0; k--) {
        url.append(parts[random.nextInt(parts.length)]);
      }
      assertThat(JdbcUrl.parse(url.toString())).as("seed %s: %s", seed, url).isNotNull();
    }
  }
}
