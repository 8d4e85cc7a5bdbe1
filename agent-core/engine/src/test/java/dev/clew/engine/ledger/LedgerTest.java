package dev.clew.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.engine.match.LoaderState;
import dev.clew.engine.match.Loaders;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private final Ledger ledger = new Ledger();
  private final Loaders loaders = new Loaders(null, 3, 0);
  private final LoaderState boot = loaders.of(null);

  @Test
  void entries_untouchedPlugins_areNotSeenOrDisabled() {
    assertThat(entries()).containsExactly("a NOT_SEEN", "b DISABLED", "c NOT_SEEN");
  }

  @Test
  void matched_sameLibrary_isOneRowThatCounts() {
    ledger.matched(0, boot, "file:/lib-1.0.jar", true);
    ledger.matched(0, boot, "file:/lib-1.0.jar", true);
    ledger.matched(0, boot, "file:/lib-1.0.jar", false);
    assertThat(entries())
        .contains(
            "a WOVEN woven=2/2 library=lib-1.0.jar loader=boot",
            "a NO_METHOD woven=0/1 library=lib-1.0.jar loader=boot");
  }

  @Test
  void matched_redeployed_countsLoaders() {
    ledger.matched(0, loaders.of(new ClassLoader(null) {}), null, true);
    for (int i = 0; i < 3; i++) {
      ledger.matched(1, loaders.of(new Plain()), null, true);
    }
    assertThat(entries())
        .contains("b WOVEN woven=3/3 loader=" + Plain.class.getName() + " loaders=3");
  }

  @Test
  void record_twice_keepsTheFirstDetail() {
    ledger.record(2, Verdict.INCOMPATIBLE, boot, null, "method x is missing");
    ledger.record(2, Verdict.INCOMPATIBLE, boot, null, "method y is missing");
    assertThat(entries()).contains("c INCOMPATIBLE loader=boot: method x is missing");
  }

  @Test
  void record_withoutBound_isBounded() {
    for (int i = 0; i < 3000; i++) {
      ledger.record(0, Verdict.FAILED, boot, "file:/" + i + ".jar", "x".repeat(10_000));
    }
    assertThat(ledger.dropped()).isEqualTo(1000);
    assertThat(entries()).hasSize(2002).allMatch(entry -> entry.length() < 600);
  }

  private static final class Plain extends ClassLoader {}

  private List<String> entries() {
    return ledger.entries(List.of("a", "b", "c"), new boolean[] {false, true, false}).stream()
        .map(LedgerEntry::toString)
        .toList();
  }
}
