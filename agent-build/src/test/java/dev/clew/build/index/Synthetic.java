package dev.clew.build.index;

import dev.clew.build.plugin.PluginEncoder;
import dev.clew.engine.index.Binding;
import dev.clew.engine.index.DetailsSource;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.MethodPattern;
import dev.clew.engine.index.PluginInfo;
import dev.clew.engine.index.PluginSource;
import dev.clew.engine.index.Reference;
import dev.clew.engine.index.Site;
import dev.clew.plugin.spi.PluginState;
import java.util.ArrayList;
import java.util.List;

/** Made-up plugins: each with four hooks, seven types, two super types and an annotation. */
final class Synthetic {

  static final int HOOKS = 4;

  private Synthetic() {}

  static byte[] descriptor(int number) {
    return descriptor("plugin-" + number, number);
  }

  static byte[] descriptor(String name, int number) {
    String library = "org/example/library" + number + "/";
    PluginInfo plugin =
        new PluginInfo(
            0,
            new PluginState(name, "group-" + number % 7, PluginState.ON),
            number % 5 == 0,
            true,
            number % 3 != 0,
            "org.example:library" + number + ":[1.0,2.0)",
            List.of("dev/clew/plugins/p" + number + "/Main"),
            List.of("java.base/java.net"),
            List.of("field\tZ\tkey\tdev/clew/plugins/p" + number + "/Main"),
            List.of(
                new Reference(Reference.TYPE, library + "Client", null, null, 0, "Main.java:7"),
                new Reference(
                    Reference.METHOD, library + "Client", "call", "()V", 0, "Main.java:8")),
            new Details(new byte[0]));
    List<Hook> hooks = new ArrayList<>();
    for (int i = 0; i < HOOKS; i++) {
      hooks.add(hook(plugin, i, library, number));
    }
    return PluginEncoder.encode(plugin, hooks);
  }

  private static Hook hook(PluginInfo plugin, int i, String library, int number) {
    Site site =
        new Site(
            plugin.classes.get(0),
            "enter" + i,
            "clew$enter" + i,
            "(Ljava/lang/Object;I)Ljava/lang/Object;",
            List.of(new Binding(Binding.ARG, 0, null), new Binding(Binding.FIELD, 0, "count")),
            i == 2);
    List<String> types =
        i == 3 ? List.of() : List.of(library + "Client" + i, library + "Sender" + i, library + "X");
    return new Hook(
        i,
        plugin,
        types,
        i == 1 ? List.of(library + "Api", "org/example/shared/Api") : List.of(),
        new MethodPattern(
            List.of("call", "send"),
            List.of("Ljava/lang/String;", "*"),
            i == 0,
            i == 1 ? "V" : null,
            i == 3 ? List.of("Lorg/example/Traced" + number % 10 + ";") : List.of()),
        i == 1 ? null : site,
        i == 2 ? null : site,
        i == 0 ? List.of(1, 0) : List.of(),
        i == 1);
  }

  static IndexMerger.Merged merged(int plugins) {
    IndexMerger merger = new IndexMerger(IgnoreFile.bundled());
    for (int i = 0; i < plugins; i++) {
      merger.add(descriptor(i), "plugin " + i);
    }
    return merger.merge();
  }

  /** A source without class files. */
  record Details(byte[] details) implements DetailsSource, PluginSource {
    @Override
    public byte[] classFile(String internalName) {
      return null;
    }

    @Override
    public String location() {
      return "test";
    }
  }
}
