package dev.clew.runtime.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RandomIdsTest {

  @Test
  void ids_many_areValidAndDiffer() {
    RandomIds ids = new RandomIds(1);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String trace = ids.generateTraceId();
      String span = ids.generateSpanId();
      assertThat(TraceId.isValid(trace)).isTrue();
      assertThat(SpanId.isValid(span)).isTrue();
      assertThat(seen.add(trace)).isTrue();
      assertThat(seen.add(span)).isTrue();
    }
  }

  @Test
  void bits_ofManyIds_areEvenlySet() {
    RandomIds ids = new RandomIds(2);
    int rounds = 20_000;
    int[] set = new int[128];
    for (int i = 0; i < rounds; i++) {
      String id = ids.generateTraceId();
      for (int digit = 0; digit < 32; digit++) {
        int value = Character.digit(id.charAt(digit), 16);
        for (int bit = 0; bit < 4; bit++) {
          set[digit * 4 + bit] += value >> bit & 1;
        }
      }
    }
    // Seven standard deviations: about one failure in 10^9 runs over all bits.
    double slack = 7 * Math.sqrt(rounds) / 2;
    for (int count : set) {
      assertThat((double) count).isBetween(rounds / 2.0 - slack, rounds / 2.0 + slack);
    }
  }
}
