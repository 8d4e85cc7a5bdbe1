package dev.clew.runtime;

import dev.clew.engine.Engine;
import dev.clew.engine.index.HookIndex;
import dev.clew.runtime.config.ConfigFile;
import dev.clew.runtime.config.Layers;
import dev.clew.runtime.config.PluginModes;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entry point inside of the agent's own loader. On the premain thread it reads only what the engine
 * needs to match classes: the kill switch, the modes of plugins, the path of external ones.
 * Everything else waits on {@link AgentRuntime}'s thread.
 */
public final class AgentMain implements Consumer<Object[]> {

  /** Called by the bootstrap. */
  public AgentMain() {}

  /**
   * Starts the agent.
   *
   * @param start {@code {Instrumentation, String arguments|null, File agentJar, Boolean attached,
   *     Long nanoTime at the begin of premain, MethodHandles.Lookup in java.lang|null}}
   * @throws IllegalStateException with a sentence for people when tracing is not possible
   */
  @Override
  public void accept(Object[] start) {
    AccessController.doPrivileged(
        new PrivilegedAction<@Nullable Void>() {
          @Override
          public @Nullable Void run() {
            startNow(start);
            return null;
          }
        });
  }

  private static void startNow(Object[] start) {
    Instrumentation instrumentation = (Instrumentation) start[0];
    List<String> problems = new ArrayList<>();
    Layers layers = Layers.of((String) start[1], System.getProperties(), System.getenv(), problems);
    ConfigFile file = ConfigFile.locate(layers, (File) start[2]);
    layers = file.addTo(layers, problems);
    if (layers.disabled()) {
      return;
    }
    HookIndex index = PluginIndex.open(layers.first("plugins.path"), problems);
    AgentRuntime runtime =
        new AgentRuntime(layers, file, new PluginModes(layers), index, problems, System.err);
    boolean attached = (Boolean) start[3];
    Engine engine = Engine.start(instrumentation, index, runtime, attached);
    runtime.start(engine, (Long) start[4]);
  }
}
