package dev.clew.tests.httpserver;

import dev.clew.tests.harness.Family;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every HTTP server plugin, on the versions and JDKs of the plan. */
final class HttpServerContractTest {

  private final Family family = Family.of("http-server");

  @TestFactory
  Stream<DynamicNode> requests() {
    return family.contract(HttpServerContract::new);
  }

  @TestFactory
  Stream<DynamicNode> switching() {
    return family.liveModes(HttpServerSwitching::new);
  }

  @TestFactory
  Stream<DynamicNode> lateArrival() {
    return family.eachNewest("agent attached after the server has served", HttpServerAttach::check);
  }
}
