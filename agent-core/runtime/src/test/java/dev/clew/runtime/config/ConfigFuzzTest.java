package dev.clew.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** CFG-11. {@code -Dclew.fuzz=10000} for the full budget, {@code -Dclew.fuzz.seed} to repeat. */
final class ConfigFuzzTest {

  private static final String[] PIECES = {
    "=",
    ":",
    "\n",
    "\\",
    "\\u",
    "\\u00e",
    "${",
    "}",
    "${A:",
    "#",
    "!",
    ",",
    "\"",
    "'",
    " ",
    "ms",
    "5",
    "-1",
    "1e999",
    "NaN",
    "true",
    "é",
    "\u0000",
    "\uffff",
    "http://",
    "%",
    "%zz",
    "plugin.",
    ".mode",
    "otel.",
    "clew.",
    "9999999999999",
    "a=b,c=d"
  };

  @Test
  void anyFile_neverThrowsAndEveryKeyHasAValue() {
    int rounds = Integer.getInteger("clew.fuzz", 1500);
    long seed = Long.getLong("clew.fuzz.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      byte[] text = text(random);
      try {
        check(text);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  private static void check(byte[] text) {
    List<String> problems = new ArrayList<>();
    Map<String, String> environment = new HashMap<>();
    environment.put("A", "${B}");
    String args = new String(text, StandardCharsets.ISO_8859_1);
    Layers layers = Layers.of(args, new Properties(), environment, problems);
    try {
      layers = layers.withFile(FileText.parse(text, environment, problems));
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotBlank(); // refused as a whole, and says why
    }
    Config config = ConfigReader.read(layers, problems);
    for (ConfigKey<?> key : Keys.all()) {
      assertThat((Object) config.get(key)).isNotNull();
    }
    UnknownKeys.find(config, List.of("jdbc"), List.of("db"));
    config.modes().mode("jdbc", "db", true);
  }

  private static byte[] text(Random random) {
    List<ConfigKey<?>> keys = Keys.all();
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(40);
    for (int i = 0; i < pieces; i++) {
      if (random.nextInt(3) == 0) {
        text.append('\n').append(keys.get(random.nextInt(keys.size())).name()).append('=');
      } else {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (random.nextInt(200) == 0) {
        bytes[i] = (byte) random.nextInt(256);
      }
    }
    return bytes;
  }
}
