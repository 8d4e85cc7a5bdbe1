package dev.clew.benchmarks.weaver;

import dev.clew.engine.index.Binding;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.MethodPattern;
import dev.clew.engine.index.PluginInfo;
import dev.clew.engine.index.PluginSource;
import dev.clew.engine.index.Site;
import dev.clew.engine.spi.EngineHost;
import dev.clew.engine.weave.AsmWeaver;
import dev.clew.plugin.spi.PluginState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Our weaver: every method that is no constructor, enter(self) and exit(entered, thrown). */
final class ClewWeaving {

  private ClewWeaving() {}

  static int weave(Map<String, byte[]> classes) {
    AsmWeaver weaver = new AsmWeaver(new Host(), (loader, name, origin, hook, phase) -> 1);
    List<Hook> hooks = List.of(hook());
    int woven = 0;
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      byte[] bytes = weaver.weave(null, entry.getKey(), entry.getValue(), hooks);
      woven += bytes != null && bytes.length > entry.getValue().length ? 1 : 0;
    }
    return woven;
  }

  private static Hook hook() {
    Site enter = site("(Ljava/lang/Object;)Ljava/lang/Object;", Binding.SELF);
    Site exit = site("(Ljava/lang/Object;Ljava/lang/Object;)V", Binding.ENTERED, Binding.THROWN);
    MethodPattern any = new MethodPattern(List.of(), List.of(), true, null, List.of());
    PluginState state = new PluginState("p", "g", PluginState.ON);
    PluginInfo plugin =
        new PluginInfo(
            0, state, false, false, true, "", List.of(), List.of(), List.of(), List.of(), NOWHERE);
    return new Hook(0, plugin, List.of(), List.of(), any, enter, exit, List.of(), false);
  }

  private static Site site(String descriptor, int... kinds) {
    List<Binding> bindings =
        Arrays.stream(kinds).mapToObj(kind -> new Binding(kind, 0, null)).toList();
    return new Site("p/P", "hook", "clew$hook", descriptor, bindings, false);
  }

  private static final PluginSource NOWHERE =
      new PluginSource() {
        @Override
        public byte[] classFile(String internalName) {
          return null;
        }

        @Override
        public String location() {
          return "benchmark";
        }
      };

  private static final class Host implements EngineHost {
    @Override
    public int initialMode(String plugin, String group, boolean enabledByDefault) {
      return PluginState.ON;
    }

    @Override
    public void onFirstMatch() {}

    @Override
    public boolean awaitReady() {
      return true;
    }

    @Override
    public void problem(String cause, String message, Throwable error) {
      throw new IllegalStateException(cause + ": " + message, error);
    }
  }
}
