package dev.clew.runtime.config;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes the reference page and the template from the registry. A build tool: {@code main(page,
 * template)}; without arguments both are only printed.
 */
public final class ReferencePage {

  private ReferencePage() {}

  /** Writes {@code docs/configuration.md} and {@code agent.properties}, given their paths. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.out.println(page());
      System.out.println(template());
      return;
    }
    write(new File(args[0]), page());
    write(new File(args[1]), template());
  }

  private static void write(File file, String text) throws IOException {
    try (OutputStream out = new FileOutputStream(file)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  static String page() {
    StringBuilder page = new StringBuilder(16_384);
    page.append("# Configuration\n\n<!-- Generated from dev.clew.runtime.config.Keys by ");
    page.append("ReferencePage; do not edit. -->\n\n").append(INTRODUCTION);
    for (Map.Entry<String, List<ConfigKey<?>>> section : Keys.sections().entrySet()) {
      page.append("\n## ").append(section.getKey()).append("\n");
      if (section.getKey().equals("Plugins")) {
        page.append(PLUGIN_KEYS);
      }
      for (ConfigKey<?> key : section.getValue()) {
        describe(page, key);
      }
    }
    return page.toString();
  }

  private static void describe(StringBuilder page, ConfigKey<?> key) {
    page.append("\n### `").append(key.name()).append("`\n\n").append(key.help()).append("\n\n");
    page.append("- ").append(key.type().name()).append(": ").append(key.type().accepts());
    page.append("\n- default: ");
    page.append(key.defaultText().isEmpty() ? "none" : "`" + key.defaultText() + "`");
    page.append(key.dynamic() ? "\n- changes apply while running" : "\n- read at start");
    page.append(key.sensitive() ? "\n- never shown in logs\n" : "\n");
    for (ConfigKey.Alias alias : key.aliases()) {
      page.append("- also `").append(alias.name).append('`');
      if (alias.itsText != null) {
        page.append(": `").append(alias.itsText).append("` means `").append(alias.ourText);
        page.append('`');
      }
      page.append('\n');
    }
  }

  static String template() {
    StringBuilder text = new StringBuilder(8192).append(TEMPLATE_HEAD);
    for (Map.Entry<String, List<ConfigKey<?>>> section : Keys.sections().entrySet()) {
      text.append("\n# --- ").append(section.getKey()).append(" ---\n");
      for (ConfigKey<?> key : section.getValue()) {
        if (key != Keys.CONFIG_FILE && key != Keys.DISPATCHER_STRATEGY) {
          text.append("\n# ").append(key.help().replace("`", "")).append("\n# ");
          text.append(key.type().accepts()).append(key.dynamic() ? "; live\n" : "\n");
          text.append('#').append(key.name()).append('=').append(key.defaultText()).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static final String INTRODUCTION =
      "A key can be given in five places. The strongest wins, whatever its spelling:\n\n"
          + "| place | form |\n|---|---|\n"
          + "| agent arguments | `-javaagent:clew-agent.jar=sampling.ratio=0.1,"
          + "service.name=shop`, values with `,` or `=` in quotes |\n"
          + "| system properties | `-Dclew.sampling.ratio=0.1` |\n"
          + "| environment | `CLEW_SAMPLING_RATIO=0.1`, dots and dashes become underscores |\n"
          + "| file | `sampling.ratio=0.1` in `agent.properties` beside the jar; UTF-8,"
          + " `${NAME:default}` takes environment variables, `$${` stands for `${` |\n"
          + "| defaults | this page |\n\n"
          + "Inside one place a name of ours beats the OpenTelemetry name. A value that is not\n"
          + "accepted is named in the log and the next weaker one is used. An unknown key is named\n"
          + "with the nearest known one.\n\n"
          + "The file is looked at every `config.poll`. Keys marked \"changes apply while running\""
          + " take\neffect at once, with one line in the log each; a value that is not accepted"
          + " keeps what the\nkey had, a file that cannot be read keeps everything.\n";

  private static final String PLUGIN_KEYS =
      "\nEvery plugin has three modes: `on`; `propagate`, context flows and no spans are made;"
          + " `off`.\nThey can be changed while running, both ways, also for a plugin that was off"
          + " at start.\n\n"
          + "| key | switches | also |\n|---|---|---|\n"
          + "| `plugin.NAME.mode` | one plugin |"
          + " `otel.instrumentation.NAME.enabled` (`true`, `false`) |\n"
          + "| `plugin.group.GROUP.mode` | a group, for example `http-client` | |\n"
          + "| `plugins.default-mode` | all others | |\n\n"
          + "The first of these that is set decides. `plugin.NAME.KEY` are settings that a plugin\n"
          + "declares itself.\n";

  private static final String TEMPLATE_HEAD =
      "# Configuration of the Clew agent. Every line below shows a default; remove the # to change"
          + " it.\n# Stronger than this file: environment (CLEW_SAMPLING_RATIO), system properties"
          + "\n# (-Dclew.sampling.ratio) and agent arguments (-javaagent:clew-agent.jar="
          + "sampling.ratio=0.5).\n# Keys marked \"live\" apply while the application runs.\n\n"
          + "# Plugins: plugin.NAME.mode and plugin.group.GROUP.mode take on, propagate or off.\n";
}
