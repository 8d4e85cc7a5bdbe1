package dev.clew.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Configurations for tests of other packages. */
public final class Configs {

  private Configs() {}

  /** A configuration of key and text in turn; fails on any problem. */
  public static Config of(String... keysAndTexts) {
    List<String> problems = new ArrayList<>();
    Map<String, String> file = new HashMap<>();
    for (int i = 0; i < keysAndTexts.length; i += 2) {
      file.put(keysAndTexts[i], keysAndTexts[i + 1]);
    }
    Layers layers = Layers.of(null, new Properties(), new HashMap<>(), problems).withFile(file);
    Config config = ConfigReader.read(layers, problems);
    assertThat(problems).isEmpty();
    return config;
  }

  /** Layers of agent args only. */
  public static Layers args(String args) {
    return Layers.of(args, new Properties(), new HashMap<>(), new ArrayList<>());
  }
}
