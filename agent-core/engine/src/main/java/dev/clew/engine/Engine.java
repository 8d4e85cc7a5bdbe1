package dev.clew.engine;

import dev.clew.engine.compat.Compatibility;
import dev.clew.engine.index.HookIndex;
import dev.clew.engine.ledger.Ledger;
import dev.clew.engine.ledger.LedgerEntry;
import dev.clew.engine.ledger.Verdict;
import dev.clew.engine.link.LinkEvents;
import dev.clew.engine.match.Gate;
import dev.clew.engine.match.Loaders;
import dev.clew.engine.match.Plugins;
import dev.clew.engine.slot.Slots;
import dev.clew.engine.spi.EngineHost;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The engine as the runtime sees it: matching, weaving and linking of all plugins in one JVM. One
 * per JVM. Thread-safe.
 */
public final class Engine {

  private final Instrumentation instrumentation;
  private final HookIndex index;
  private final EngineHost host;
  private final Plugins plugins;
  private final Loaders loaders;
  private final Compatibility compatibility;
  private final Ledger ledger = new Ledger();
  private final Counters counters;
  private final WovenClasses wovenClasses = new WovenClasses();
  private final LoomHolder looms;
  private final MissedClasses missed = new MissedClasses();
  private final Weaving weaving;
  private final Gate gate;
  private final Retransformation retransformation;
  private final JdkClasses jdkClasses;
  private volatile @Nullable Slots slots;
  private final AtomicBoolean armed = new AtomicBoolean();
  private final AtomicBoolean swept = new AtomicBoolean();
  private final AtomicBoolean detached = new AtomicBoolean();

  Engine(
      Instrumentation instrumentation,
      HookIndex index,
      EngineHost host,
      @Nullable ClassLoader agent) {
    this.instrumentation = instrumentation;
    this.index = index;
    this.host = host;
    plugins = new Plugins(index, modes(index, host));
    loaders = new Loaders(agent, index.pluginCount(), index.annotations().size());
    compatibility = new Compatibility(loaders);
    counters = new Counters(index.pluginCount());
    looms = new LoomHolder(host, new AsmLoomFactory());
    weaving =
        new Weaving(
            index, plugins, host, compatibility, ledger, counters, wovenClasses, looms, missed);
    gate = new Gate(index, plugins, loaders, weaving);
    retransformation = new Retransformation(instrumentation, gate, counters);
    jdkClasses = new JdkClasses(index, retransformation, new Woven());
  }

  /**
   * Starts the engine: asks the host for the mode of each plugin and adds the transformer. A class
   * may match before this returns, so the host must be ready for {@code onFirstMatch}.
   *
   * @param attached whether the application was running before
   * @throws UnsupportedOperationException when the JVM cannot retransform classes
   */
  public static Engine start(
      Instrumentation instrumentation, HookIndex index, EngineHost host, boolean attached) {
    if (!instrumentation.isRetransformClassesSupported()) {
      throw new UnsupportedOperationException("this JVM cannot retransform classes");
    }
    Engine engine = new Engine(instrumentation, index, host, Engine.class.getClassLoader());
    engine.run(attached);
    return engine;
  }

  /**
   * Adds the transformer. When the application is loaded already, weaves it: in one batch before
   * {@code main} (an AOT cache), in small batches on a thread of its own after an attach.
   */
  void run(boolean attached) {
    missed.start(retransformation);
    if (attached) {
      EngineThread.start(
          new Runnable() {
            @Override
            public void run() {
              Loom loom = looms.get(); // before any thread of the application needs it
              if (loom != null) {
                loom.linker().warmUp(loom.weaver());
              }
              instrumentation.addTransformer(gate, true);
              retransformation.inBatches(retransformation.wanted());
            }
          },
          "clew-attach");
      return;
    }
    instrumentation.addTransformer(gate, true);
    if (LoadedApplication.exists(instrumentation)) {
      retransformation.once(retransformation.wanted());
    }
  }

  /**
   * The runtime can take spans: hooks that were linked before go live. On a thread of the agent.
   *
   * <p>The first time, loaded classes are looked at once more. The JVM shows no transformer what is
   * loaded inside a transformation, and our look-ups make class loaders load helpers of theirs.
   */
  public void ready() {
    looms.ready();
    if (looms.peek() != null && !detached.get() && swept.compareAndSet(false, true)) {
      retransformation.inBatches(overlooked());
    }
  }

  private List<Class<?>> overlooked() {
    List<Class<?>> overlooked = new ArrayList<>();
    for (Class<?> type : retransformation.wanted()) {
      String name = type.getName().replace('.', '/');
      if (!weaving.attempted(loaders.of(type.getClassLoader()), name)) {
        overlooked.add(type);
      }
    }
    return overlooked;
  }

  /**
   * Switches plugins, both ways, in one batch. Weaves loaded classes for those that were off until
   * now, in small batches on the calling thread: not for a thread of the application.
   *
   * @param modes {@code PluginState} modes by plugin name; unknown names are ignored
   */
  public void setModes(Map<String, Integer> modes) {
    int[] changed = new int[plugins.count()];
    boolean[] first = new boolean[plugins.count()];
    boolean anyFirst = false;
    int n = 0;
    for (int i = 0; i < plugins.count(); i++) {
      Integer mode = modes.get(index.pluginName(i));
      if (mode != null && mode != plugins.mode(i)) {
        first[i] = plugins.mode(i, mode);
        anyFirst |= first[i];
        changed[n++] = i;
      }
    }
    Loom loom = looms.peek();
    if (loom != null && n > 0) {
      loom.linker().switchModes(Arrays.copyOf(changed, n));
    }
    if (anyFirst && !detached.get()) {
      retransformation.inBatches(retransformation.wanted(first));
    }
  }

  /**
   * Takes everything back: call sites do nothing, the transformer goes, woven classes get their own
   * code again. For good.
   *
   * @return how many classes the JVM refused to give back; their call sites do nothing
   */
  public long detach() {
    if (!detached.compareAndSet(false, true)) {
      return 0;
    }
    gate.close();
    looms.off();
    instrumentation.removeTransformer(gate);
    long refused = counters.refused.get();
    int before;
    do { // again when a class got through while we were at it
      before = wovenClasses.size();
      List<Class<?>> woven = new ArrayList<>();
      for (Class<?> type : instrumentation.getAllLoadedClasses()) {
        if (isWoven(type)) {
          woven.add(type);
        }
      }
      retransformation.inBatches(woven);
    } while (before != wovenClasses.size());
    return counters.refused.get() - refused;
  }

  /** State on library objects; made when it is asked for. */
  public synchronized Slots slots() {
    Slots present = slots;
    if (present == null) {
      present = new Slots();
      slots = present;
    }
    return present;
  }

  /** The verdicts so far and every plugin without one. */
  public List<LedgerEntry> ledger() {
    List<String> names = new ArrayList<>();
    boolean[] off = new boolean[plugins.count()];
    for (int i = 0; i < off.length; i++) {
      names.add(index.pluginName(i));
      off[i] = !plugins.wanted(i);
    }
    return ledger.entries(names, off);
  }

  /** What was done so far. */
  public EngineStats stats() {
    Loom loom = looms.peek();
    Slots present = slots;
    return new EngineStats(
        counters,
        gate.seen(),
        gate.nanos(),
        loom == null ? 0 : loom.linkNanos(),
        loaders.size(),
        present == null ? 0 : present.entries(),
        present == null ? 0 : present.refused());
  }

  /** Number of plugins; they are numbered from 0. */
  public int pluginCount() {
    return plugins.count();
  }

  /** Name of a plugin. */
  public String pluginName(int plugin) {
    return index.pluginName(plugin);
  }

  /** Mode of a plugin: a {@code PluginState} constant. */
  public int pluginMode(int plugin) {
    return plugins.mode(plugin);
  }

  /** Classes woven with a hook of the plugin. */
  public int woven(int plugin) {
    return counters.wovenOf.get(plugin);
  }

  /** Call sites linked for the plugin. */
  public int linked(int plugin) {
    Loom loom = looms.peek();
    return loom == null ? 0 : loom.linker().linked(plugin);
  }

  /** Errors of hooks that were suppressed. */
  public long hookErrors() {
    Loom loom = looms.peek();
    return loom == null ? 0 : loom.linker().errors();
  }

  /** Suppressed errors by {@code plugin.hook}. */
  public Map<String, Long> hookErrorsByHook() {
    Loom loom = looms.peek();
    return loom == null ? Collections.<String, Long>emptyMap() : loom.linker().errorsByHook();
  }

  /** Reads a plugin's {@code @Setting} fields again, where it is linked. */
  public void refreshSettings(int plugin) {
    Loom loom = looms.peek();
    if (loom != null) {
      loom.linker().refreshSettings(plugin);
    }
  }

  /**
   * Sets how many errors within a minute turn a hook off; 100 unless set, 0 for never.
   *
   * @param errorsPerMinute 0 or more
   */
  public void quarantineAfter(int errorsPerMinute) {
    looms.quarantineAfter(errorsPerMinute);
  }

  /**
   * Context can exist from now on: plugins that only carry it are woven, loaded classes included,
   * before this returns. Once; later calls return at once.
   */
  void arm() {
    if (!armed.compareAndSet(false, true)) {
      return;
    }
    plugins.arm();
    boolean[] contextOnly = new boolean[plugins.count()];
    boolean any = false;
    for (int i = 0; i < contextOnly.length; i++) {
      contextOnly[i] = plugins.contextOnly(i) && plugins.active(i);
      any |= contextOnly[i];
    }
    if (!any || detached.get()) {
      return;
    }
    if (gate.inside()) { // a transformation on this thread would see nothing
      EngineThread.start(
          new Runnable() {
            @Override
            public void run() {
              weaveContextPlugins(contextOnly);
            }
          },
          "clew-arm");
    } else {
      weaveContextPlugins(contextOnly);
    }
  }

  private void weaveContextPlugins(boolean[] contextOnly) {
    retransformation.once(retransformation.wanted(contextOnly));
    jdkClasses.weave(contextOnly);
  }

  private boolean isWoven(Class<?> type) {
    return instrumentation.isModifiableClass(type)
        && wovenClasses.contains(
            loaders.of(type.getClassLoader()).id, type.getName().replace('.', '/'));
  }

  private static int[] modes(HookIndex index, EngineHost host) {
    int[] modes = new int[index.pluginCount()];
    for (int i = 0; i < modes.length; i++) {
      boolean enabled = (index.pluginFlags(i) & HookIndex.ENABLED_BY_DEFAULT) != 0;
      modes[i] = host.initialMode(index.pluginName(i), index.pluginGroup(i), enabled);
    }
    return modes;
  }

  /** A class of its own, so that nothing of the weaver is loaded with the engine. */
  private final class AsmLoomFactory implements Loom.Factory {
    @Override
    public Loom create() {
      return new AsmLoom(index, host, instrumentation, new Events());
    }
  }

  /** For the classes that plugins name. */
  private final class Woven implements JdkClasses.WovenCheck {
    @Override
    public boolean isWoven(Class<?> type) {
      return Engine.this.isWoven(type);
    }
  }

  /** What the linker reports. */
  private final class Events implements LinkEvents {
    @Override
    public void linking(int plugin) {
      if (!gate.inside() && !detached.get()) {
        missed.weaveNow();
        jdkClasses.weave(plugin);
      }
    }

    @Override
    public void firstSpanHook() {
      AccessController.doPrivileged( // the application is on the stack
          new PrivilegedAction<@Nullable Void>() {
            @Override
            public @Nullable Void run() {
              arm();
              return null;
            }
          });
    }

    @Override
    public void linkageError(@Nullable ClassLoader loader, int plugin, Throwable error) {
      if (compatibility.refuse(loader, plugin)) {
        ledger.record(
            plugin, Verdict.LINKAGE_ERROR, loaders.of(loader), null, String.valueOf(error));
        host.problem(
            "plugin.linkage",
            "plugin " + index.pluginName(plugin) + " is off for a class loader: it does not link",
            error);
      }
    }

    @Override
    public void quarantined(int plugin, String hook) {
      ledger.record(plugin, Verdict.QUARANTINED, null, null, "hook " + hook);
    }
  }
}
