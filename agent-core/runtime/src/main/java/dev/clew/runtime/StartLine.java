package dev.clew.runtime;

import dev.clew.engine.EngineStats;
import dev.clew.engine.index.HookIndex;
import dev.clew.plugin.spi.PluginState;
import dev.clew.runtime.config.Config;
import dev.clew.runtime.config.Keys;
import java.util.List;

/** Words the start line: version, plugins, sampler, propagators, exporter, what the start cost. */
final class StartLine {

  private StartLine() {}

  static String of(
      String version, Config config, HookIndex index, long premainNanos, EngineStats stats) {
    int[] byMode = new int[3];
    for (int i = 0; i < index.pluginCount(); i++) {
      boolean enabled = (index.pluginFlags(i) & HookIndex.ENABLED_BY_DEFAULT) != 0;
      byMode[config.modes().mode(index.pluginName(i), index.pluginGroup(i), enabled)]++;
    }
    StringBuilder line = new StringBuilder(200).append("Clew ").append(version);
    line.append(", plugins ").append(byMode[PluginState.ON]).append(" on");
    append(line, byMode[PluginState.PROPAGATE], " propagate");
    append(line, byMode[PluginState.OFF], " off");
    line.append(", sampler ").append(sampler(config));
    line.append(", propagators ").append(list(config.get(Keys.PROPAGATION_FORMATS)));
    line.append(", exporter ").append(exporter(config));
    line.append(", premain ").append(millis(premainNanos)).append(" ms");
    line.append(", gate so far ").append(millis(stats.gateNanos)).append(" ms");
    return line.toString();
  }

  private static void append(StringBuilder line, int count, String label) {
    if (count > 0) {
      line.append(' ').append(count).append(label);
    }
  }

  private static String sampler(Config config) {
    String mode = config.get(Keys.SAMPLING_MODE);
    return mode.endsWith("ratio") ? mode + ' ' + config.get(Keys.SAMPLING_RATIO) : mode;
  }

  /** Without loading an exporter: a JVM in which nothing matches never needs one. */
  private static String exporter(Config config) {
    StringBuilder text = new StringBuilder();
    for (String name : config.get(Keys.EXPORTER)) {
      text.append(text.length() == 0 ? "" : ",").append(name);
      if (name.equals("otlp")) {
        String traces = config.get(Keys.OTLP_TRACES_ENDPOINT);
        String shown = traces.isEmpty() ? config.get(Keys.OTLP_ENDPOINT) : traces;
        text.append(' ').append(shown.substring(shown.lastIndexOf('@') + 1));
      }
    }
    return text.length() == 0 ? "none" : text.toString();
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "none" : String.join(",", names);
  }

  /** One decimal, without a formatter. */
  private static String millis(long nanos) {
    long tenths = nanos / 100_000;
    return tenths / 10 + "." + tenths % 10;
  }
}
