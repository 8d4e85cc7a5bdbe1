package dev.clew.engine.link;

import dev.clew.engine.index.Hook;
import dev.clew.engine.index.HookIndex;
import dev.clew.engine.spi.EngineHost;
import dev.clew.engine.weave.ForwardSites;
import dev.clew.engine.weave.Rehearsal;
import dev.clew.engine.weave.Weaver;
import dev.clew.plugin.spi.HookErrors;
import dev.clew.plugin.spi.PluginState;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binds call sites to hooks when they first run, and switches them while the application runs.
 *
 * <p>Thread-safe. {@link #link} and {@link #forward} run on application threads and never throw
 * because of a plugin: what cannot be linked is a no-op.
 */
public final class Linker {

  private final HookIndex index;
  private final EngineHost host;
  private final SiteTable sites;
  private final HookFailures failures;
  private final BridgeResolver resolver;
  private final SiteLinking linking;
  private final Forwarding forwarding;

  /**
   * Creates the linker and makes it the handler of hook errors. Cheap: loads nothing of a plugin.
   *
   * @param instrumentation opens JDK packages for plugins that ask; null refuses such plugins
   */
  public Linker(
      HookIndex index,
      EngineHost host,
      @Nullable Instrumentation instrumentation,
      LinkEvents events) {
    this.index = index;
    this.host = host;
    this.sites = new SiteTable(index);
    ClassLoader agent = HookErrors.class.getClassLoader();
    this.resolver = new BridgeResolver(new PluginLoaders(agent), host, instrumentation);
    this.linking = new SiteLinking(sites, host, events, resolver);
    this.forwarding = new Forwarding(linking);
    this.failures =
        new HookFailures(index, host, new NanoTime(), new Reactions(sites, events, linking));
    HookErrors.install(failures);
  }

  /**
   * The bootstrap method of {@code invokedynamic} in woven code, behind {@code ClewDispatcher}.
   *
   * @param args {@code hook id, phase [, method name and descriptor]}
   * @return a mutable site of the type; its target is a no-op while the hook cannot run. Null when
   *     the index cannot tell the hook: the dispatcher then makes a no-op for good
   */
  public @Nullable CallSite link(
      MethodHandles.Lookup caller, String name, MethodType type, Object[] args) {
    try {
      Hook hook = index.hook((Integer) args[0]);
      String origin = args.length > 2 ? (String) args[2] : null;
      return linking.link(caller.lookupClass(), hook, (Integer) args[1], type, origin);
    } catch (RuntimeException | LinkageError e) {
      host.problem("link.failed", "cannot link a hook in " + caller.lookupClass().getName(), e);
      return null;
    }
  }

  /**
   * Calls a hook from a class file below version 51.
   *
   * @param args the bound values, boxed
   * @param site as given by {@link #forwardSites}
   * @return what the hook returns, or null
   * @throws Throwable a virtual machine error only
   */
  public @Nullable Object forward(Object[] args, int site) throws Throwable {
    return forwarding.forward(args, site);
  }

  /** Numbers call sites for the weaver. */
  public ForwardSites forwardSites() {
    return forwarding.sites();
  }

  /**
   * Weaves and makes call sites for nothing, so that their machinery is loaded before a hook needs
   * it. For attaching, off the application's threads and before hooks are enabled.
   */
  public void warmUp(Weaver weaver) {
    try {
      Rehearsal.run(weaver);
      MethodType type = MethodType.methodType(Object.class, Object.class, int.class);
      MutableCallSite site = new MutableCallSite(Noop.of(type));
      site.setTarget(Noop.of(type));
      MutableCallSite.syncAll(new MutableCallSite[] {site});
    } catch (RuntimeException | LinkageError e) {
      host.problem("weave.failure", "the weaver cannot even weave its own example", e);
    }
  }

  /** The runtime is ready: links what waited. */
  public void ready() {
    linking.ready();
  }

  /**
   * Brings the call sites of plugins in line with {@link PluginState#mode()}, in one batch. A
   * plugin that is on again leaves quarantine.
   *
   * @param plugins ids
   */
  public void switchModes(int... plugins) {
    for (int plugin : plugins) {
      if (index.plugin(plugin).state.mode() != PluginState.OFF) {
        sites.release(plugin);
        failures.forgive(index.pluginName(plugin));
      }
    }
    sites.refresh(plugins);
  }

  /** Turns every hook off for good; exits of calls that are under way still run. */
  public void off() {
    sites.off();
  }

  /** Reads a plugin's {@code @Setting} fields again, in all loaders. */
  public void refreshSettings(int plugin) {
    resolver.refreshSettings(index.plugin(plugin));
  }

  /**
   * Sets how many errors within a minute quarantine a hook; 100 unless set, 0 for never.
   *
   * @param errorsPerMinute 0 or more
   */
  public void quarantineAfter(int errorsPerMinute) {
    failures.limit(errorsPerMinute);
  }

  /** Number of call sites of a plugin that were linked so far. */
  public int linked(int plugin) {
    return sites.linked(plugin);
  }

  /** Errors of hooks that were suppressed so far. */
  public long errors() {
    return failures.total();
  }

  /** Suppressed errors by {@code plugin.hook}, sorted. */
  public Map<String, Long> errorsByHook() {
    return failures.byHook();
  }

  private static final class NanoTime implements HookFailures.Clock {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }
  }

  private static final class Reactions implements HookFailures.Reaction {
    private final SiteTable sites;
    private final LinkEvents events;
    private final SiteLinking linking;

    Reactions(SiteTable sites, LinkEvents events, SiteLinking linking) {
      this.sites = sites;
      this.events = events;
      this.linking = linking;
    }

    @Override
    public void quarantine(int plugin, String hook) {
      sites.quarantine(plugin, hook);
      events.quarantined(plugin, hook);
    }

    @Override
    public void linkageError(int plugin, LinkageError error) {
      PluginLoader loader = HookFrames.current();
      if (loader != null) {
        linking.refuse(plugin, loader.application(), error);
      }
    }
  }
}
