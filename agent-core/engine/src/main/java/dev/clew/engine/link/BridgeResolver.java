package dev.clew.engine.link;

import dev.clew.engine.index.Hook;
import dev.clew.engine.index.PluginInfo;
import dev.clew.engine.index.Site;
import dev.clew.engine.spi.EngineHost;
import dev.clew.plugin.Origin;
import dev.clew.plugin.spi.PluginState;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Finds the bridge of a call site: loads and initialises its plugin class where needed. */
final class BridgeResolver {

  private final PluginLoaders loaders;
  private final EngineHost host;
  private final @Nullable Instrumentation instrumentation;

  BridgeResolver(
      PluginLoaders loaders, EngineHost host, @Nullable Instrumentation instrumentation) {
    this.loaders = loaders;
    this.host = host;
    this.instrumentation = instrumentation;
  }

  /**
   * Returns a handle of exactly the type.
   *
   * @throws ReflectiveOperationException when the plugin has no such bridge, or may not link
   * @throws LinkageError when the plugin does not fit the library
   */
  MethodHandle resolve(
      Class<?> caller, Hook hook, int phase, MethodType type, @Nullable String origin)
      throws ReflectiveOperationException {
    Site site = phase == ClewCallSite.ENTER ? hook.enter : hook.exit;
    if (site == null) {
      throw new NoSuchMethodException("hook " + hook.id + " has no phase " + phase);
    }
    ClassLoader application = caller.getClassLoader();
    Class<?> owner = load(hook.plugin, application, site.owner);
    MethodType bridgeType = site.origin ? type.insertParameterTypes(0, Object.class) : type;
    // Bridges are public and their types are Object and primitives only: no loader constraint and
    // no module can be in the way, so the public lookup is enough.
    MethodHandle bridge = MethodHandles.publicLookup().findStatic(owner, site.bridge, bridgeType);
    if (origin == null) {
      return bridge;
    }
    int end = origin.indexOf('(');
    String descriptor = origin.substring(end);
    if (site.origin) {
      bridge = bridge.bindTo(new Origin(caller, origin.substring(0, end), descriptor));
    }
    if (phase == ClewCallSite.ENTER && !hook.rewrites.isEmpty()) {
      return Rewriting.arguments(bridge, descriptor, hook.rewrites, application);
    }
    return phase == ClewCallSite.EXIT && hook.rewritesReturn
        ? Rewriting.returned(bridge, descriptor, application)
        : bridge;
  }

  /** Reads the settings of a plugin again, for every loader that has it. */
  void refreshSettings(PluginInfo plugin) {
    for (PluginLoader loader : loaders.having(plugin)) {
      PluginSettings.fill(plugin, loader, host);
    }
  }

  private Class<?> load(PluginInfo plugin, @Nullable ClassLoader application, String internalName)
      throws ReflectiveOperationException {
    PluginLoader loader = loaders.of(application, plugin);
    if (!loader.has(plugin)) {
      // Before the classes are known, so that no thread can run them unopened; twice does no harm.
      ModuleOpener.open(instrumentation, plugin.opens, loader);
    }
    boolean first = loader.add(plugin);
    Class<?> owner;
    PluginState.linking(plugin.state);
    try {
      owner = Class.forName(internalName.replace('/', '.'), true, loader);
    } finally {
      PluginState.linking(null);
    }
    if (first) {
      PluginSettings.fill(plugin, loader, host);
    }
    return owner;
  }
}
