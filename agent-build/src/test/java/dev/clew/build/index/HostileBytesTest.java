package dev.clew.build.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.engine.index.BinaryIndex;
import dev.clew.engine.index.IndexFormatException;
import dev.clew.engine.index.PluginDecoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Damaged bytes: only the documented exception, and never a loop. Checksums are made to fit. */
class HostileBytesTest {

  private static final int ROUNDS = Integer.getInteger("clew.fuzz.rounds", 5_000);
  private static final byte[] DESCRIPTOR = Synthetic.descriptor(1);
  private static final IndexMerger.Merged MERGED = Synthetic.merged(20);
  private static final Synthetic.Details SOURCE = new Synthetic.Details(MERGED.details());

  private final long seed = Long.getLong("clew.fuzz.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void decode_mutatedDescriptor_givesAPluginOrTheDocumentedException() {
    run(DESCRIPTOR, HostileBytesTest::decode);
  }

  @Test
  void read_mutatedIndex_givesAnIndexOrTheDocumentedException() {
    run(MERGED.index(), bytes -> use(BinaryIndex.read(bytes, SOURCE)));
  }

  @Test
  void details_mutated_givePluginsOrTheDocumentedException() {
    run(
        MERGED.details(),
        bytes -> {
          byte[] index = MERGED.index().clone();
          CRC32 crc = new CRC32();
          crc.update(bytes);
          s4(index, 20, (int) crc.getValue());
          repair(index);
          use(BinaryIndex.read(index, new Synthetic.Details(bytes)));
        });
  }

  @Test
  void decode_everyTruncation_isRefused() {
    for (int length = 0; length < DESCRIPTOR.length; length++) {
      byte[] cut = Arrays.copyOf(DESCRIPTOR, length);
      assertThatThrownBy(() -> decode(cut)).isInstanceOf(IndexFormatException.class);
    }
  }

  @Test
  void decode_otherVersion_namesBoth() {
    byte[] newer = DESCRIPTOR.clone();
    newer[7] = 9;
    assertThatThrownBy(() -> decode(newer))
        .isInstanceOf(IndexFormatException.class)
        .hasMessage("descriptor in test: format version 9, this agent reads version 1");
  }

  @Test
  void read_flippedBit_isCaughtByTheChecksum() {
    byte[] flipped = MERGED.index().clone();
    flipped[flipped.length / 2] ^= 1;
    assertThatThrownBy(() -> BinaryIndex.read(flipped, SOURCE))
        .isInstanceOf(IndexFormatException.class)
        .hasMessage("clew.index: damaged, checksum differs");
  }

  private interface Use {
    void of(byte[] bytes);
  }

  private void run(byte[] original, Use use) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(20),
        () -> {
          int survived = 0;
          for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = mutate(original);
            try {
              use.of(bytes);
              survived++;
            } catch (IndexFormatException expected) {
              assertThat(expected.getMessage()).isNotBlank();
            } catch (Throwable t) {
              throw new AssertionError("round " + i + " of seed " + seed, t);
            }
          }
          assertThat(survived).as("seed %d", seed).isPositive();
        },
        () -> "seed " + seed);
  }

  private byte[] mutate(byte[] original) {
    byte[] bytes = original.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = 16 + random.nextInt(bytes.length - 16);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) 0xff;
        default -> s4(bytes, Math.min(at, bytes.length - 4), random.nextInt(bytes.length * 2));
      }
    }
    if (random.nextInt(8) == 0) {
      bytes = Arrays.copyOf(bytes, 16 + random.nextInt(bytes.length - 16));
    }
    repair(bytes);
    return bytes;
  }

  private static void repair(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 16, bytes.length - 16);
    s4(bytes, 8, bytes.length - 16);
    s4(bytes, 12, (int) crc.getValue());
  }

  private static void s4(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >>> 24 - 8 * i);
    }
  }

  private static void decode(byte[] bytes) {
    PluginDecoder.decode(bytes, 0, bytes.length, 0, 0, SOURCE);
  }

  /** Asks everything the gate asks; look-ups never throw. */
  private static void use(BinaryIndex index) {
    for (int i = 0; i < 20; i++) {
      String library = "org/example/library" + i + "/";
      for (String name : new String[] {"Client0", "Sender1", "X", "Api", "Other$$Lambda$1"}) {
        index.ignored(library + name);
        index.hooksOf(library + name);
        index.markerOf(library + name);
      }
    }
    for (int i = 0; i < index.markerCount(); i++) {
      index.markerName(i);
      index.hooksOfMarker(i);
    }
    for (int i = 0; i < index.annotations().size(); i++) {
      index.hooksOfAnnotation(i);
    }
    for (int i = 0; i < index.pluginCount(); i++) {
      index.pluginName(i);
      index.pluginGroup(i);
      index.pluginFlags(i);
      index.plugin(i);
    }
    for (int i = 0; i < index.hookCount() && index.pluginCount() > 0; i++) {
      index.pluginOf(i);
      index.hook(i);
    }
  }
}
