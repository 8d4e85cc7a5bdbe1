package dev.clew.tests.context;

import dev.clew.tests.harness.Family;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every plugin that carries context to other threads, on the versions and JDKs of the plan. */
final class ContextContractTest {

  @TestFactory
  Stream<DynamicNode> hops() {
    return Family.of("context").contract(ContextContract::new);
  }
}
