package dev.clew.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.clew.exporter.collector.FaultyCollector;
import dev.clew.exporter.otlp.OtlpSettings;
import dev.clew.exporter.otlp.OtlpSpanExporter;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM whose policy grants the application nothing: its spans still leave, through our permissions
 * and not its own.
 */
public class SecurityManagerTest {

  private static final String APPLICATION =
      """
      public class Application {
        public static void main(String[] args) {
          io.opentelemetry.api.trace.Tracer tracer = dev.clew.exporter.SecurityManagerTest.Agent.tracer();
          try {
            new java.net.Socket("127.0.0.1", 9);
            System.out.println("not restricted");
          } catch (SecurityException e) {
            System.out.println("restricted");
          } catch (java.io.IOException e) {
            System.out.println("not restricted");
          }
          for (int i = 0; i < 3; i++) {
            tracer.spanBuilder("span-" + i).startSpan().end();
          }
          dev.clew.exporter.SecurityManagerTest.Agent.stop();
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void onEnd_applicationWithoutPermissions_exports() throws Exception {
    assumeTrue(Runtime.version().feature() < 24, "this JVM has no security manager any more");
    Path source = Files.writeString(folder.resolve("Application.java"), APPLICATION);
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path application = Files.createDirectory(folder.resolve("application"));
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                application.toString(),
                source.toString());
    assertThat(compiled).isZero();
    try (FaultyCollector collector = FaultyCollector.start()) {
      String output = run(classPath, application, collector.endpoint());
      assertThat(output)
          .contains("restricted")
          .doesNotContain("not restricted")
          .contains("exported=3 dropped=0");
      assertThat(TestSpans.names(collector.accepted()))
          .containsExactly("span-0", "span-1", "span-2");
    }
  }

  private String run(String classPath, Path application, String endpoint) throws Exception {
    Path output = folder.resolve("output.txt");
    Path policy = Files.writeString(folder.resolve("test.policy"), policy(classPath));
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.security.manager",
                    "-Djava.security.policy==" + policy,
                    "-Dendpoint=" + endpoint,
                    "-cp",
                    application + File.pathSeparator + classPath,
                    "Application"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output);
  }

  /** Everything but the application may do everything. */
  private static String policy(String classPath) {
    StringBuilder policy = new StringBuilder();
    for (String entry : classPath.split(File.pathSeparator)) {
      policy.append("grant codeBase \"").append(new File(entry).toURI()).append("\" {\n");
      policy.append("  permission java.security.AllPermission;\n};\n");
    }
    return policy.toString();
  }

  /** Stands for the runtime, which sets up the SDK with its own permissions. */
  public static final class Agent {
    private static SpanPipeline pipeline;

    private Agent() {}

    public static Tracer tracer() {
      return AccessController.doPrivileged(
          (PrivilegedAction<Tracer>)
              () -> {
                OtlpSettings settings =
                    OtlpSettings.builder().endpoint(System.getProperty("endpoint")).build();
                pipeline = SpanPipeline.builder(OtlpSpanExporter.create(settings)).build();
                Tracer tracer =
                    SdkTracerProvider.builder().addSpanProcessor(pipeline).build().get("test");
                tracer.spanBuilder("loads classes that read system properties");
                return tracer;
              });
    }

    public static void stop() {
      pipeline.shutdown(60_000);
      System.out.println(
          "exported="
              + pipeline.counters().exported()
              + " dropped="
              + pipeline.counters().dropped());
    }
  }
}
