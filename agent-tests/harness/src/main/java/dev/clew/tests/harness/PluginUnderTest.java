package dev.clew.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plugin's folder as tests see it: its {@code versions.txt} and its scenarios.
 *
 * @param name folder and plugin name
 * @param directives {@code key: value} lines: {@code family}, {@code scenario}, {@code
 *     library-class}, {@code release}
 * @param versions all version lines in order
 */
public record PluginUnderTest(
    String name, Path folder, Map<String, String> directives, List<VersionSet> versions) {

  /**
   * Plugins of a family, in order of names; system property {@code clew.plugins} (comma list)
   * selects some.
   */
  public static List<PluginUnderTest> ofFamily(String family) {
    String selected = System.getProperty("clew.plugins", "");
    List<PluginUnderTest> plugins = new ArrayList<>();
    for (PluginUnderTest plugin : all(pluginsFolder())) {
      boolean wanted = selected.isEmpty() || List.of(selected.split(",")).contains(plugin.name());
      if (wanted && plugin.directive("family", "").equals(family)) {
        plugins.add(plugin);
      }
    }
    return plugins;
  }

  /** System property {@code clew.plugins.folder}, relative to the root, else {@code plugins}. */
  private static Path pluginsFolder() {
    return Workspace.root().resolve(System.getProperty("clew.plugins.folder", "plugins"));
  }

  private static List<PluginUnderTest> all(Path folder) {
    List<PluginUnderTest> plugins = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path child : children) {
        if (Files.exists(child.resolve("versions.txt"))) {
          plugins.add(read(child));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    plugins.sort((a, b) -> a.name().compareTo(b.name()));
    return plugins;
  }

  static PluginUnderTest read(Path folder) throws IOException {
    return parse(folder, Files.readAllLines(folder.resolve("versions.txt")));
  }

  static PluginUnderTest parse(Path folder, List<String> lines) {
    Map<String, String> directives = new TreeMap<>();
    List<VersionSet> versions = new ArrayList<>();
    for (String line : lines) {
      String text = line.startsWith("#") ? "" : line.replaceAll("\\s#.*", "").trim();
      if (text.matches("[a-z-]+:\\s.*")) {
        int colon = text.indexOf(':');
        directives.put(text.substring(0, colon), text.substring(colon + 1).trim());
      } else if (!text.isEmpty()) {
        versions.add(VersionSet.parse(text));
      }
    }
    return new PluginUnderTest(
        folder.getFileName().toString(), folder, Map.copyOf(directives), List.copyOf(versions));
  }

  /** A directive or its default. */
  public String directive(String key, String otherwise) {
    return directives.getOrDefault(key, otherwise);
  }

  /** A directive that must be there. */
  public String directive(String key) {
    String value = directives.get(key);
    if (value == null) {
      throw new IllegalStateException("plugins/" + name + "/versions.txt lacks '" + key + ":'");
    }
    return value;
  }
}
