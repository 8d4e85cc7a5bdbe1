package dev.clew.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@link SpanQueueStress} under jcstress: {@code ./mvnw -pl exporter -Pnightly test}. Takes
 * minutes.
 */
class SpanQueueStressTest {

  @TempDir Path folder;

  @Test
  @Tag("nightly")
  void spanQueue_underJcstress_hasNoForbiddenOutcome() throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    classPath,
                    "org.openjdk.jcstress.Main",
                    "-t",
                    "SpanQueueStress",
                    "-m",
                    System.getProperty("clew.jcstress.mode", "quick"),
                    "-r",
                    folder.toString()))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(30, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(output);
    System.out.println(text.substring(Math.max(0, text.length() - 2000)));
    assertThat(process.exitValue()).as(text).isZero();
    assertThat(text)
        .contains("Failed tests: No matches", "Error tests: No matches")
        .contains(
            "All remaining tests: 3 matching"); // a test that needs more cores would be left out
    // silently
  }
}
