package dev.clew.build.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.build.testing.Compiled;
import dev.clew.engine.index.HookIndex;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoreFileTest {

  private static final HookIndex INDEX =
      Compiled.plugin(
              """
              package sample;
              import dev.clew.plugin.*;
              @Plugin(name = "sample", group = "test")
              public final class Sample {
                @Enter(type = "java.lang.Thread", method = "run")
                public static void a() {}
                @Enter(subtypeOf = "java.io.Closeable", method = "close")
                public static void b() {}
              }
              """)
          .index();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java/lang/String",
        "java/lang/ThreadLocal",
        "java/lang/Thread$State",
        "java/util/ArrayList",
        "jdk/internal/misc/Unsafe",
        "sun/nio/ch/FileChannelImpl",
        "com/sun/proxy/$Proxy12",
        "jdk/proxy2/$Proxy12",
        "$Proxy12",
        "com/shop/$Proxy12",
        "com/shop/Orders$$Lambda$14",
        "com/shop/Orders$$Lambda+0x0000000800c03000",
        "java/util/concurrent/Executors$$Lambda$1",
        "com/shop/Orders$$EnhancerBySpringCGLIB$$1f2e3d",
        "com/shop/Orders$$SpringCGLIB$$0",
        "com/shop/Orders_$$_jvst4f2_0",
        "com/shop/Orders$Proxy$_$$_WeldClientProxy",
        "com/shop/Order$HibernateProxy$abc",
        "com/shop/Script$_closure1",
        "dev/clew/shaded/asm/ClassReader",
        "dev/clew/plugins/jdbc/Jdbc",
        "datadog/trace/agent/Agent",
        "scala/collection/immutable/List",
        "com/google/common/collect/ImmutableList",
      })
  void ignored_nothingToTrace_isTrue(String name) {
    assertThat(INDEX.ignored(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java/lang/Thread",
        "java/io/Closeable",
        "java/util/concurrent/ThreadPoolExecutor",
        "jdk/internal/net/http/HttpClientImpl",
        "sun/net/www/protocol/http/HttpURLConnection",
        "javax/servlet/http/HttpServlet",
        "jakarta/servlet/http/HttpServlet",
        "javax/ws/rs/client/Client",
        "javax/jms/Session",
        "com/sun/jersey/api/client/Client",
        "com/sun/mail/smtp/SMTPTransport",
        "oracle/jdbc/driver/OracleConnection",
        "org/postgresql/jdbc/PgStatement",
        "org/apache/http/impl/client/InternalHttpClient",
        "org/springframework/web/servlet/DispatcherServlet",
        "org/springframework/core/task/SimpleAsyncTaskExecutor",
        "ch/qos/logback/classic/spi/LoggingEvent",
        "io/opentelemetry/api/GlobalOpenTelemetry",
        "scala/concurrent/impl/Future",
        "com/google/common/util/concurrent/ListenableFutureTask",
        "com/shop/Orders$ProxyFactory",
        "com/shop/Orders$Item",
        "com/shop/Orders$",
        "com/shop/$Orders",
        "com/shop/My_closure1",
        "dev/clew/demo/orders/Orders",
        "Main",
        "",
        "$",
        "java",
      })
  void ignored_applicationOrHooked_isFalse(String name) {
    assertThat(INDEX.ignored(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"java/lang/", "-", "+a b/", "-a.b.", "-x/\n-x/", "*$$Lambda", "/Proxy", "$a\n$a"})
  void read_badOrRepeatedRule_namesTheLine(String rules) {
    int line = rules.split("\n").length;
    assertThatThrownBy(() -> IgnoreFile.read(new StringReader(rules)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("ignore.txt:" + line + ": bad rule");
  }

  @Test
  void read_commentsAndBlankLines_areSkipped() throws IOException {
    IgnoreFile file = IgnoreFile.read(new StringReader("# no\n\n-a/b/ # why\n  +a/b/c/  \n$$x\n"));
    assertThat(file.prefixes()).containsEntry("a/b/", 1).containsEntry("a/b/c/", 0).hasSize(2);
    assertThat(file.infixes()).containsOnlyKeys("$$x");
  }
}
