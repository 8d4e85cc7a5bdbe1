package dev.clew.engine.testing;

import dev.clew.build.testing.Compiled;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.HookIndex;
import dev.clew.engine.link.LinkEvents;
import dev.clew.engine.link.Linker;
import dev.clew.engine.spi.EngineHost;
import dev.clew.engine.weave.AsmWeaver;
import dev.clew.plugin.spi.PluginState;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Compiled plugins in force for classes that a test loads: the real weaver, linker, dispatcher. */
public final class Traced implements EngineHost, LinkEvents {

  /** What the engine was told, in order. */
  public final List<String> told = new CopyOnWriteArrayList<>();

  /** Plugins of the hooks that were about to link. */
  public final List<Integer> linking = new CopyOnWriteArrayList<>();

  /** What {@link #awaitReady} answers. */
  public volatile boolean ready = true;

  /** Runs inside {@link #firstSpanHook}. */
  public volatile Runnable whenFirst = () -> {};

  /** By {@code plugin.key}. */
  public final Map<String, String> settings = new ConcurrentHashMap<>();

  public final HookIndex index;
  public final Linker linker;
  public final AsmWeaver weaver;
  private final Compiled compiled;

  public Traced(Compiled compiled) {
    this(compiled, null);
  }

  /** With an instrumentation that opens packages. */
  public Traced(Compiled compiled, Instrumentation instrumentation) {
    this.compiled = compiled;
    index = compiled.index();
    linker = new Linker(index, this, instrumentation, this);
    weaver = new AsmWeaver(this, linker.forwardSites());
    Dispatcher.use(linker);
  }

  /** A new application loader whose library classes are woven when they load. */
  public AppLoader loader() {
    return new AppLoader();
  }

  /** Loads a class of the library, woven, in a loader of its own. */
  public Class<?> load(String name) {
    try {
      return loader().loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Switches the first plugin. */
  public void mode(int mode) {
    mode(0, mode);
  }

  public void mode(int plugin, int mode) {
    index.plugin(plugin).state.mode(mode);
    linker.switchModes(plugin);
  }

  /** Weaves all hooks that may concern the class. */
  public byte[] weave(ClassLoader loader, String internalName, byte[] bytes) {
    List<Hook> hooks = new ArrayList<>();
    for (int i = 0; i < index.hookCount(); i++) {
      Hook hook = index.hook(i);
      if (hook.types.contains(internalName) || !hook.superTypes.isEmpty()) {
        hooks.add(hook);
      }
    }
    byte[] woven = weaver.weave(loader, internalName, bytes, hooks);
    return woven == null ? bytes : woven;
  }

  @Override
  public int initialMode(String plugin, String group, boolean enabledByDefault) {
    return PluginState.ON;
  }

  @Override
  public void onFirstMatch() {}

  @Override
  public boolean awaitReady() {
    return ready;
  }

  @Override
  public String setting(String plugin, String key) {
    return settings.get(plugin + '.' + key);
  }

  @Override
  public void problem(String cause, String message, Throwable error) {
    told.add(cause + ": " + message + (error == null ? "" : " <- " + error));
  }

  @Override
  public void linking(int plugin) {
    linking.add(plugin);
  }

  @Override
  public void firstSpanHook() {
    told.add("first span hook");
    whenFirst.run();
  }

  @Override
  public void linkageError(ClassLoader loader, int plugin, Throwable error) {
    told.add("linkage error of " + index.pluginName(plugin) + ": " + error);
  }

  @Override
  public void quarantined(int plugin, String hook) {
    told.add("quarantined " + index.pluginName(plugin) + '.' + hook);
  }

  /** Child-first for the library's classes. */
  public final class AppLoader extends ClassLoader {

    private AppLoader() {
      super(Traced.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      String internalName = name.replace('.', '/');
      if (!compiled.libraryClasses().contains(internalName)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name, compiled.classFile(internalName)) : loaded;
      }
    }

    /** Defines a class from bytes, woven. */
    public Class<?> define(String name, byte[] bytes) {
      byte[] woven = weave(this, name.replace('.', '/'), bytes);
      return defineClass(name, woven, 0, woven.length);
    }
  }
}
