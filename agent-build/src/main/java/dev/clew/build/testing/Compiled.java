package dev.clew.build.testing;

import dev.clew.build.index.IgnoreFile;
import dev.clew.build.index.IndexMerger;
import dev.clew.build.plugin.ClassSource;
import dev.clew.build.plugin.LoaderClassPath;
import dev.clew.build.plugin.PluginBuild;
import dev.clew.build.plugin.SourceFiles;
import dev.clew.engine.index.BinaryIndex;
import dev.clew.engine.index.DetailsSource;
import dev.clew.engine.index.HookIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A plugin compiled from source inside a test, with everything a build does: javac, the
 * PluginCompiler, the merged index. The class path is the running test's.
 *
 * <pre>{@code
 * Compiled compiled =
 *     Compiled.library("package lib; public class Client { public void call(String s) {} }")
 *         .plugin("package p; … @Plugin(name = "p", group = "g") public final class P { … }");
 * HookIndex index = compiled.index();
 * byte[] target = compiled.classFile("lib/Client");
 * }</pre>
 */
public final class Compiled {

  private final Map<String, byte[]> library;
  private final Map<String, byte[]> plugins;
  private final Map<String, byte[]> descriptors;
  private final HookIndex index;

  private Compiled(
      Map<String, byte[]> library, Map<String, byte[]> plugins, Map<String, byte[]> descriptors) {
    this.library = library;
    this.plugins = plugins;
    this.descriptors = descriptors;
    IndexMerger merger = new IndexMerger(IgnoreFile.bundled());
    descriptors.forEach((name, bytes) -> merger.add(bytes, name));
    IndexMerger.Merged merged = merger.merge();
    index = BinaryIndex.read(merged.index(), new Source(plugins, merged.details()));
  }

  /** Starts with classes that stand for the library: release 8, one source per top-level type. */
  public static Library library(String... sources) {
    return library(8, sources);
  }

  /** Starts with library classes compiled for a release from 8 on. */
  public static Library library(int release, String... sources) {
    return new Library(Javac.compile(release, Map.of(), sources));
  }

  /** Compiles plugins (one or several packages) against the running test's class path alone. */
  public static Compiled plugin(String... sources) {
    return new Library(Map.of()).plugin(sources);
  }

  /** The index of the compiled plugins, with the shipped ignore rules. */
  public HookIndex index() {
    return index;
  }

  /**
   * Returns the class file of a plugin class (with bridges) or of a library class.
   *
   * @throws IllegalArgumentException when neither has it
   */
  public byte[] classFile(String internalName) {
    byte[] bytes = plugins.getOrDefault(internalName, library.get(internalName));
    if (bytes == null) {
      throw new IllegalArgumentException("no class " + internalName);
    }
    return bytes.clone();
  }

  /** Internal names of the library's classes. */
  public List<String> libraryClasses() {
    return List.copyOf(library.keySet());
  }

  /** {@code META-INF/clew/NAME.bin} of each plugin, by plugin name. */
  public Map<String, byte[]> descriptors() {
    return descriptors;
  }

  /** Plugin class files by internal name, bridges included. */
  public Map<String, byte[]> pluginClasses() {
    return plugins;
  }

  /** Library classes that plugins can be compiled against. */
  public static final class Library {

    private final Map<String, byte[]> library;

    private Library(Map<String, byte[]> library) {
      this.library = library;
    }

    /** The library's class files by internal name. */
    public Map<String, byte[]> classFiles() {
      return library;
    }

    /**
     * Compiles plugins against the library.
     *
     * @throws AssertionError when javac or the PluginCompiler refuses them, with every message
     */
    public Compiled plugin(String... sources) {
      Map<String, byte[]> plugins = new TreeMap<>(Javac.compile(8, library, sources));
      PluginBuild build = build(plugins, null, sources);
      if (!build.problems().isEmpty()) {
        throw new AssertionError(String.join("\n", build.problems()));
      }
      plugins.putAll(build.changedClasses());
      return new Compiled(library, plugins, build.descriptors());
    }

    /**
     * Returns what the PluginCompiler says of plugins: its problems, then its warnings.
     *
     * @param directory name of the module's folder, or null
     */
    public List<String> complaints(@Nullable String directory, String... sources) {
      PluginBuild build = build(Javac.compile(8, library, sources), directory, sources);
      List<String> complaints = new ArrayList<>(build.problems());
      build.warnings().forEach(warning -> complaints.add("warning: " + warning));
      return complaints;
    }

    private PluginBuild build(
        Map<String, byte[]> plugins, @Nullable String directory, String... sources) {
      LoaderClassPath rest = new LoaderClassPath(Compiled.class.getClassLoader());
      PluginBuild build =
          new PluginBuild(
              List.copyOf(plugins.values()),
              new InMemory(library, rest),
              new Texts(sources),
              directory);
      build.run();
      return build;
    }
  }

  /** Library classes from memory before the class path of the test. */
  private record InMemory(Map<String, byte[]> first, ClassSource rest) implements ClassSource {
    @Override
    public byte @Nullable [] find(String internalName) {
      byte[] bytes = first.get(internalName);
      return bytes != null ? bytes : rest.find(internalName);
    }

    @Override
    public Collection<String> inPackage(String internalPackage) {
      List<String> names = new ArrayList<>(rest.inPackage(internalPackage));
      first.keySet().stream()
          .filter(name -> name.startsWith(internalPackage + "/"))
          .filter(name -> name.indexOf('/', internalPackage.length() + 1) < 0)
          .forEach(names::add);
      return names;
    }
  }

  /** Sources that are known by the path their package and type give. */
  private static final class Texts implements SourceFiles {
    private final Map<String, List<String>> texts = new HashMap<>();

    Texts(String... sources) {
      for (String source : sources) {
        texts.put(Javac.internalName(source) + ".java", source.lines().toList());
      }
    }

    @Override
    public @Nullable List<String> lines(String path) {
      return texts.get(path);
    }

    @Override
    public String display(String path) {
      return path;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Source(Map<String, byte[]> classes, byte[] details) implements DetailsSource {
    @Override
    public byte @Nullable [] classFile(String internalName) {
      byte[] bytes = classes.get(internalName);
      return bytes == null ? null : bytes.clone();
    }

    @Override
    public String location() {
      return "bundled";
    }
  }
}
