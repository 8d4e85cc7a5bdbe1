package dev.clew.tests.logs;

import dev.clew.tests.harness.Family;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every logging plugin, on the versions and JDKs of the plan. */
final class LogContractTest {

  @TestFactory
  Stream<DynamicNode> events() {
    return Family.of("logs").contract(LogContract::new);
  }
}
