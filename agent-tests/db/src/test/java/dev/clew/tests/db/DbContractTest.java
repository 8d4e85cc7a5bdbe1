package dev.clew.tests.db;

import dev.clew.tests.harness.Family;
import dev.clew.tests.servers.Databases;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every database plugin, on the versions and JDKs of the plan, against real servers. */
final class DbContractTest {

  @TestFactory
  Stream<DynamicNode> statements() {
    return Family.of("db").contract(DbContract::new);
  }

  @TestFactory
  Stream<DynamicNode> switching() {
    return Family.of("db").liveModes(DbSwitching::new);
  }

  @AfterAll
  static void stopServers() {
    Databases.closeAll();
  }
}
