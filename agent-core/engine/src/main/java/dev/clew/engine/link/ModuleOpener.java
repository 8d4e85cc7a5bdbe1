package dev.clew.engine.link;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens JDK packages to the unnamed module of a plugin loader. By reflection, because modules are
 * newer than Java 8; runs once per plugin and loader, and only for plugins that ask for it.
 */
final class ModuleOpener {

  private ModuleOpener() {}

  /**
   * Opens the packages; does nothing on Java 8, where all are open.
   *
   * @param packages as {@code module/package}
   * @throws IllegalAccessException when a module is missing or the JVM refuses
   */
  static void open(
      @Nullable Instrumentation instrumentation, List<String> packages, ClassLoader loader)
      throws IllegalAccessException {
    if (packages.isEmpty()) {
      return;
    }
    Method unnamed;
    try {
      unnamed = ClassLoader.class.getMethod("getUnnamedModule");
    } catch (NoSuchMethodException e) {
      return;
    }
    if (instrumentation == null) {
      throw new IllegalAccessException("no instrumentation to open " + packages);
    }
    try {
      Object target = unnamed.invoke(loader);
      for (String entry : packages) {
        int slash = entry.indexOf('/');
        openOne(instrumentation, entry.substring(0, slash), entry.substring(slash + 1), target);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      IllegalAccessException refused = new IllegalAccessException("cannot open " + packages);
      refused.initCause(e);
      throw refused;
    }
  }

  private static void openOne(
      Instrumentation instrumentation, String moduleName, String packageName, Object target)
      throws ReflectiveOperationException {
    Object module = module(moduleName);
    Class<?> type = Class.forName("java.lang.Module");
    Map<String, Set<Object>> opens = new HashMap<String, Set<Object>>();
    opens.put(packageName, Collections.singleton(target));
    Method redefine =
        Instrumentation.class.getMethod(
            "redefineModule", type, Set.class, Map.class, Map.class, Set.class, Map.class);
    redefine.invoke(
        instrumentation,
        module,
        Collections.emptySet(),
        Collections.emptyMap(),
        opens,
        Collections.emptySet(),
        Collections.emptyMap());
  }

  private static Object module(String name) throws ReflectiveOperationException {
    Class<?> layerType = Class.forName("java.lang.ModuleLayer");
    Object layer = layerType.getMethod("boot").invoke(null);
    Object found = layerType.getMethod("findModule", String.class).invoke(layer, name);
    Object module = found.getClass().getMethod("orElse", Object.class).invoke(found, (Object) null);
    if (module == null) {
      throw new ClassNotFoundException("module " + name);
    }
    return module;
  }
}
