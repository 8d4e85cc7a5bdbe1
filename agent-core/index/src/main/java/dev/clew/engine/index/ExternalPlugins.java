package dev.clew.engine.index;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the plugins of {@code plugins.path}. What cannot be used is left out with one line that
 * says which file and why; the others go on. Runs on the premain path, and only when the path is
 * set.
 */
public final class ExternalPlugins {

  private final HookIndex bundled;
  private final List<String> problems;
  private final List<DecodedPlugin> found = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private int hooks;

  private ExternalPlugins(HookIndex bundled, List<String> problems) {
    this.bundled = bundled;
    this.problems = problems;
    hooks = bundled.hookCount();
    for (int i = 0; i < bundled.pluginCount(); i++) {
      names.add(bundled.pluginName(i));
    }
  }

  /**
   * Returns the bundled plugins followed by those of a path.
   *
   * @param path jars, folders with jars, or class folders, separated by {@link
   *     File#pathSeparatorChar}; null or empty for none
   * @param problems gets one line for each file or plugin that is left out
   * @return {@code bundled} itself when nothing is added
   */
  public static HookIndex append(HookIndex bundled, @Nullable String path, List<String> problems) {
    if (path == null || path.isEmpty()) {
      return bundled;
    }
    ExternalPlugins plugins = new ExternalPlugins(bundled, problems);
    int start = 0;
    while (start <= path.length()) {
      int end = path.indexOf(File.pathSeparatorChar, start);
      end = end < 0 ? path.length() : end;
      plugins.add(path.substring(start, end).trim());
      start = end + 1;
    }
    return plugins.found.isEmpty() ? bundled : new CombinedIndex(bundled, plugins.found);
  }

  private void add(String name) {
    if (name.isEmpty()) {
      return;
    }
    File file = new File(name);
    if (!file.exists()) {
      problems.add("plugins.path: " + name + " does not exist");
    } else if (!file.isDirectory() || new File(file, ExternalJar.FOLDER).isDirectory()) {
      open(file);
    } else {
      addJars(file);
    }
  }

  private void addJars(File folder) {
    String[] files = folder.list();
    if (files == null) {
      problems.add("plugins.path: " + folder + " cannot be listed");
      return;
    }
    Arrays.sort(files);
    for (int i = 0; i < files.length; i++) {
      if (files[i].endsWith(".jar")) {
        open(new File(folder, files[i]));
      }
    }
  }

  private void open(File file) {
    ExternalJar jar = new ExternalJar(file);
    try {
      List<String> descriptors = jar.descriptors();
      if (descriptors.isEmpty()) {
        problems.add("plugins.path: " + file + " has no plugin (no META-INF/clew/*.bin)");
      }
      for (int i = 0; i < descriptors.size(); i++) {
        decode(jar, descriptors.get(i));
      }
    } catch (IOException | RuntimeException e) {
      problems.add("plugins.path: " + file + " cannot be read: " + e.getMessage());
    }
  }

  private void decode(ExternalJar jar, String descriptor) throws IOException {
    byte[] bytes = jar.read(descriptor);
    if (bytes == null) {
      return;
    }
    try {
      int id = bundled.pluginCount() + found.size();
      DecodedPlugin plugin = PluginDecoder.decode(bytes, 0, bytes.length, id, hooks, jar);
      String name = plugin.plugin.state.name();
      if (!names.add(name)) {
        problems.add(
            "plugins.path: " + jar.location() + ": a plugin named " + name + " is there already");
        return;
      }
      found.add(plugin);
      hooks += plugin.hooks.size();
    } catch (IndexFormatException e) {
      problems.add("plugins.path: " + descriptor + ": " + e.getMessage());
    }
  }
}
