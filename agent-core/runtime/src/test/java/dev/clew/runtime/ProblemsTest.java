package dev.clew.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.runtime.log.AgentLog;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ProblemsTest {

  @Test
  void add_moreThanTheBound_keepsTheFirst() {
    Problems problems = new Problems();
    for (int i = 0; i < 1000; i++) {
      problems.add("weaver", "class " + i, null);
    }
    long before = AgentLog.warnings();
    AgentLog.level("off");
    problems.log(LoggerFactory.getLogger("test"));
    problems.add("weaver", "room again", null);
    problems.log(LoggerFactory.getLogger("test"));
    AgentLog.level("info");
    assertThat(AgentLog.warnings() - before).isEqualTo(201);
  }
}
