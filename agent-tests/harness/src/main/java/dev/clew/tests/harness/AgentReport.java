package dev.clew.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;

/** What the agent wrote at the end of a JVM: {@code report.file}. */
public final class AgentReport {

  private final TreeMap<String, String> entries = new TreeMap<>();

  private AgentReport() {}

  static AgentReport read(Path file) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("No report of the agent", e);
    }
    AgentReport report = new AgentReport();
    properties.forEach((key, value) -> report.entries.put((String) key, (String) value));
    return report;
  }

  /** A number; fails where the report lacks it. */
  public long number(String key) {
    String value = entries.get(key);
    assertThat(value).as("%s in the agent's report %s", key, entries).isNotNull();
    return Long.parseLong(value);
  }

  /** A text, empty where the report lacks it. */
  public String text(String key) {
    return entries.getOrDefault(key, "");
  }

  /** Sum of all numbers below a prefix such as {@code spans.dropped.}. */
  public long sum(String prefix) {
    return entries.subMap(prefix, prefix + Character.MAX_VALUE).values().stream()
        .mapToLong(Long::parseLong)
        .sum();
  }

  /** Lines of the ledger: what was refused, and why. */
  public List<String> ledger() {
    return List.copyOf(entries.subMap("ledger.", "ledger." + Character.MAX_VALUE).values());
  }

  /** Nothing leaked, nothing failed, nothing was lost without a reason. */
  public void assertClean() {
    assertThat(number("scopes.open")).as("open scopes").isZero();
    assertThat(number("scopes.misuse")).as("scopes closed by others").isZero();
    assertThat(number("hooks.errors")).as("suppressed errors %s", entries).isZero();
    assertThat(number("weaver.failures")).as("weaver failures").isZero();
    assertThat(number("log.warnings")).as("warnings").isZero();
    assertBalanced();
  }

  /** Created = exported + dropped with a reason. */
  public void assertBalanced() {
    assertThat(number("spans.created"))
        .as("created = exported + dropped in %s", entries)
        .isEqualTo(number("spans.exported") + sum("spans.dropped."));
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
