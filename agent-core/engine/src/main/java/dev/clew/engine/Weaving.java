package dev.clew.engine;

import dev.clew.engine.compat.Compatibility;
import dev.clew.engine.compat.Mismatch;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.HookIndex;
import dev.clew.engine.index.PluginInfo;
import dev.clew.engine.ledger.Ledger;
import dev.clew.engine.ledger.Verdict;
import dev.clew.engine.match.LoaderState;
import dev.clew.engine.match.MatchedClasses;
import dev.clew.engine.match.Plugins;
import dev.clew.engine.spi.EngineHost;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Weaves the classes that the gate lets through: compatibility, weaver, bookkeeping. */
final class Weaving implements MatchedClasses {

  private final HookIndex index;
  private final Plugins plugins;
  private final EngineHost host;
  private final Compatibility compatibility;
  private final Ledger ledger;
  private final Counters counters;
  private final WovenClasses wovenClasses;

  /** Classes that reached the weaver, whether a method of them matched or not. */
  private final WovenClasses attempted = new WovenClasses();

  private final LoomHolder looms;
  private final MissedClasses missed;
  private final AtomicBoolean reported = new AtomicBoolean();

  Weaving(
      HookIndex index,
      Plugins plugins,
      EngineHost host,
      Compatibility compatibility,
      Ledger ledger,
      Counters counters,
      WovenClasses wovenClasses,
      LoomHolder looms,
      MissedClasses missed) {
    this.index = index;
    this.plugins = plugins;
    this.host = host;
    this.compatibility = compatibility;
    this.ledger = ledger;
    this.counters = counters;
    this.wovenClasses = wovenClasses;
    this.looms = looms;
    this.missed = missed;
  }

  @Override
  public byte @Nullable [] matched(
      @Nullable ClassLoader loader,
      LoaderState state,
      String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile,
      int[] hooks) {
    String location = location(domain);
    List<Hook> fitting = fitting(loader, state, internalName, classFile, hooks, location);
    if (fitting.isEmpty()) {
      return null;
    }
    Loom loom = looms.get();
    if (loom == null) {
      // Another thread makes it right now. Waiting could deadlock: that thread may need the class
      // which this one is loading.
      if (!looms.failed()) {
        missed.add(internalName);
      }
      return null;
    }
    attempted.add(state.id, internalName, WovenClasses.ANY);
    byte[] woven = weave(loom, loader, state, internalName, classFile, fitting, location);
    if (woven != null) {
      wovenClasses.add(state.id, internalName, WovenClasses.ANY);
      counters.woven.incrementAndGet();
    }
    book(state, internalName, location, fitting, woven != null);
    return woven;
  }

  /** Whether the class got as far as the weaver. */
  boolean attempted(LoaderState state, String internalName) {
    return attempted.contains(state.id, internalName);
  }

  @Override
  public void missed(@Nullable ClassLoader loader, String internalName) {
    missed.add(internalName);
  }

  @Override
  public void failed(String internalName, Throwable error) {
    counters.gateFailures.incrementAndGet();
    if (!(error instanceof VirtualMachineError) && reported.compareAndSet(false, true)) {
      host.problem("gate.failure", "cannot look at class " + internalName, error);
    }
  }

  private List<Hook> fitting(
      @Nullable ClassLoader loader,
      LoaderState state,
      String internalName,
      byte[] classFile,
      int[] hooks,
      @Nullable String location) {
    List<Hook> fitting = new ArrayList<>(hooks.length);
    for (int id : hooks) {
      PluginInfo plugin = plugins.details(index.pluginOf(id));
      if (compatibility.fits(
          loader, state, plugin, internalName, classFile, new Refusal(location))) {
        fitting.add(index.hook(id));
      }
    }
    return fitting;
  }

  private byte @Nullable [] weave(
      Loom loom,
      @Nullable ClassLoader loader,
      LoaderState state,
      String internalName,
      byte[] classFile,
      List<Hook> hooks,
      @Nullable String location) {
    long start = System.nanoTime();
    try {
      return loom.weaver().weave(loader, internalName, classFile, hooks);
    } catch (IllegalArgumentException e) {
      counters.weaverFailures.incrementAndGet();
      for (Hook hook : hooks) {
        String detail = "class " + internalName + ": " + e.getMessage();
        ledger.record(hook.plugin.id, Verdict.FAILED, state, location, detail);
      }
      host.problem(
          "weave.failure", "cannot weave class " + internalName + ", it stays as it is", e);
      return null;
    } finally {
      counters.weaveNanos.addAndGet(System.nanoTime() - start);
    }
  }

  private void book(
      LoaderState state,
      String internalName,
      @Nullable String location,
      List<Hook> hooks,
      boolean woven) {
    int last = -1;
    for (Hook hook : hooks) { // ascending, so hooks of one plugin are neighbours
      int plugin = hook.plugin.id;
      // A class that is woven again, for whatever reason, counts once.
      if (plugin != last && (!woven || wovenClasses.add(state.id, internalName, plugin))) {
        ledger.matched(plugin, state, location, woven);
        if (woven) {
          counters.wovenOf.incrementAndGet(plugin);
        }
      }
      last = plugin;
    }
  }

  private static @Nullable String location(@Nullable ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    URL location = source == null ? null : source.getLocation();
    try {
      return location == null ? null : location.toString();
    } catch (RuntimeException e) {
      return null; // a URL handler of the application
    }
  }

  /** Writes a refusal into the ledger and tells people. */
  private final class Refusal implements Compatibility.Listener {
    private final @Nullable String location;

    Refusal(@Nullable String location) {
      this.location = location;
    }

    @Override
    public void mismatch(LoaderState state, PluginInfo plugin, Mismatch mismatch) {
      ledger.record(plugin.id, Verdict.INCOMPATIBLE, state, location, mismatch.toString());
      host.problem(
          "plugin.incompatible",
          "plugin "
              + plugin.state.name()
              + " does not fit "
              + (location == null ? "the library" : location)
              + ": "
              + mismatch,
          null);
    }
  }
}
