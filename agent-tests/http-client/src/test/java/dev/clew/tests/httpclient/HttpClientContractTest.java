package dev.clew.tests.httpclient;

import dev.clew.tests.harness.Family;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every HTTP client plugin, on the versions and JDKs of the plan. */
final class HttpClientContractTest {

  private final Family family = Family.of("http-client");

  @TestFactory
  Stream<DynamicNode> exchanges() {
    return family.contract(HttpClientContract::new);
  }

  @TestFactory
  Stream<DynamicNode> switching() {
    return family.liveModes(HttpClientSwitching::new);
  }

  @TestFactory
  Stream<DynamicNode> lateArrival() {
    return family.eachNewest("agent attached after the library was used", HttpClientAttach::check);
  }

  @TestFactory
  Stream<DynamicNode> incompatibleVersions() {
    return family.incompatible(HttpClientRefusal::check);
  }
}
