package dev.clew.engine;

import dev.clew.engine.index.HookIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The JDK's classes that plugins name. One that is loaded by our own look-ups inside a
 * transformation is shown to no transformer: the JVM does not call them again on that thread. So
 * before a hook of a plugin runs for the first time, all that the plugin names are loaded (not
 * initialised) and woven.
 */
final class JdkClasses {

  private static final String[] PREFIXES = {"java/", "javax/", "jdk/", "sun/", "com/sun/"};

  private final HookIndex index;
  private final Retransformation retransformation;
  private final WovenCheck woven;
  private final AtomicIntegerArray done;

  /** Whether a class has its hooks already. */
  interface WovenCheck {
    boolean isWoven(Class<?> type);
  }

  JdkClasses(HookIndex index, Retransformation retransformation, WovenCheck woven) {
    this.index = index;
    this.retransformation = retransformation;
    this.woven = woven;
    done = new AtomicIntegerArray(index.pluginCount());
  }

  /** Loads and weaves what the plugin names of the JDK; the first time only. */
  void weave(int plugin) {
    if (done.get(plugin) == 0 && done.compareAndSet(plugin, 0, 1)) {
      Set<Class<?>> types = new HashSet<>();
      collect(plugin, types);
      retransform(types);
    }
  }

  /** The same for several plugins in one batch. */
  void weave(boolean[] plugins) {
    Set<Class<?>> types = new HashSet<>();
    for (int i = 0; i < plugins.length; i++) {
      if (plugins[i] && done.compareAndSet(i, 0, 1)) {
        collect(i, types);
      }
    }
    retransform(types);
  }

  private void retransform(Set<Class<?>> types) {
    List<Class<?>> missing = new ArrayList<>();
    for (Class<?> type : types) {
      if (!woven.isWoven(type) && retransformation.wants(type)) {
        missing.add(type);
      }
    }
    retransformation.once(missing);
  }

  private void collect(int plugin, Set<Class<?>> types) {
    for (int hook = 0; hook < index.hookCount(); hook++) {
      if (index.pluginOf(hook) == plugin) {
        for (String name : index.hook(hook).types) {
          if (ofJdk(name)) {
            load(name, types);
          }
        }
      }
    }
  }

  private static void load(String name, Set<Class<?>> types) {
    try {
      types.add(Class.forName(name.replace('/', '.'), false, null));
    } catch (ClassNotFoundException | LinkageError e) {
      // another JDK, or an image without that module: nothing to weave
    }
  }

  private static boolean ofJdk(String name) {
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
