package dev.clew.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {

  @TempDir Path folder;

  @Test
  void write_anyText_isReadBackByProperties() throws IOException {
    String odd = " a=b:c\\d\te\nf\rü€ #!";
    Path file = folder.resolve("report");
    new Report()
        .put("z", 1)
        .put("a", odd)
        .put("k =:\\#", odd)
        .putAll("causes.", Map.of("x", 2L))
        .write(file.toFile());
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      read.load(reader);
    }
    assertThat(read)
        .containsOnly(
            Map.entry("z", "1"),
            Map.entry("a", odd),
            Map.entry("k =:\\#", odd),
            Map.entry("causes.x", "2"));
    assertThat(Files.readAllLines(file)).isSorted();
  }

  @Test
  void write_overAnOlderOne_replacesIt() throws IOException {
    Path file = folder.resolve("report");
    new Report().put("a", 1).write(file.toFile());
    new Report().put("a", 2).write(file.toFile());
    assertThat(Files.readString(file)).isEqualTo("a=2\n");
    try (var names = Files.list(folder)) {
      assertThat(names).containsExactly(file);
    }
  }

  @Test
  void write_folderMissing_throws() {
    assertThatThrownBy(() -> new Report().write(folder.resolve("no/report").toFile()))
        .isInstanceOf(IOException.class);
  }
}
