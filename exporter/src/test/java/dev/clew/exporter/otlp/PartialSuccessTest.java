package dev.clew.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartialSuccessTest {

  @Test
  void parse_protobufMessage_givesBothFields() {
    PartialSuccess partial = PartialSuccess.parse(response(300, "too old: \u00e9"));
    assertThat(partial.rejected()).isEqualTo(300);
    assertThat(partial.message()).isEqualTo("too old: \u00e9");
  }

  @Test
  void parse_emptyOrNegative_saysNothing() {
    assertThat(PartialSuccess.parse(new byte[0]).rejected()).isZero();
    assertThat(PartialSuccess.parse(response(-1, "")).rejected()).isZero();
  }

  @Test
  void parse_hostileMessage_isPrintableAndBounded() {
    String message =
        PartialSuccess.parse(response(0, "a\r\n\u001b[31m" + "x".repeat(10_000))).message();
    assertThat(message).startsWith("a???[31mxxx").hasSize(200);
  }

  @Test
  void parse_mutatedMessages_neverThrows() {
    long seed = Long.getLong("clew.test.seed", new Random().nextLong());
    System.out.println("PartialSuccessTest: repeat with -Dclew.test.seed=" + seed);
    Random random = new Random(seed);
    byte[] valid = response(5, "some message");
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = random.nextBoolean() ? valid.clone() : new byte[random.nextInt(30)];
      for (int edits = random.nextInt(6); edits > 0 && mutated.length > 0; edits--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      assertThat(PartialSuccess.parse(mutated).rejected()).as("seed %s", seed).isNotNegative();
    }
  }

  private static byte[] response(long rejected, String message) {
    return ExportTraceServiceResponse.newBuilder()
        .setPartialSuccess(
            ExportTracePartialSuccess.newBuilder()
                .setRejectedSpans(rejected)
                .setErrorMessage(message))
        .build()
        .toByteArray();
  }
}
