package dev.clew.build;

import dev.clew.build.plugin.LoaderClassPath;
import dev.clew.build.plugin.PluginBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Compiles the plugins of one module at {@code process-classes}: checks them against the library on
 * the compile class path, adds the bridges to their class files in place and writes {@code
 * META-INF/clew/NAME.bin}. Running it again changes nothing.
 *
 * <pre>{@code
 * PluginCompiler [--directory=FOLDER] CLASSES SOURCES…
 * }</pre>
 *
 * <p>{@code --directory} is the module's folder, whose name the plugin must have. The class path is
 * that of the thread's context class loader.
 */
public final class PluginCompiler {

  private static final String DESCRIPTORS = "META-INF/clew";

  private PluginCompiler() {}

  /**
   * Runs the compiler.
   *
   * @throws Problems with all of them
   */
  public static void main(String[] args) throws IOException, Problems {
    List<String> arguments = new ArrayList<>();
    String directory = null;
    for (String argument : args) {
      if (argument.startsWith("--directory=")) {
        directory = String.valueOf(Path.of(argument.substring(12)).getFileName());
      } else {
        arguments.add(argument);
      }
    }
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("PluginCompiler [--directory=FOLDER] CLASSES SOURCES…");
    }
    Path classes = Path.of(arguments.get(0));
    if (!Files.isDirectory(classes)) {
      return; // a module without code: the parent of all plugins
    }
    SourceFolders sources = new SourceFolders(arguments.subList(1, arguments.size()));
    LoaderClassPath classPath = new LoaderClassPath(Thread.currentThread().getContextClassLoader());
    PluginBuild build = new PluginBuild(read(classes), classPath, sources, directory);
    build.run();
    build.warnings().forEach(warning -> System.out.println("[WARNING] " + warning));
    if (!build.problems().isEmpty()) {
      throw new Problems(build.problems());
    }
    write(classes, build);
  }

  private static List<byte[]> read(Path classes) throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(classes)) {
      for (Path file : walk.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        files.add(Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static void write(Path classes, PluginBuild build) throws IOException {
    for (Map.Entry<String, byte[]> type : build.changedClasses().entrySet()) {
      writeIfChanged(classes.resolve(type.getKey() + ".class"), type.getValue());
    }
    Path folder = Files.createDirectories(classes.resolve(DESCRIPTORS));
    try (Stream<Path> old = Files.list(folder)) {
      for (Path file : old.filter(f -> f.toString().endsWith(".bin")).toList()) {
        if (!build.descriptors().containsKey(file.getFileName().toString().replace(".bin", ""))) {
          Files.delete(file);
        }
      }
    }
    for (Map.Entry<String, byte[]> plugin : build.descriptors().entrySet()) {
      writeIfChanged(folder.resolve(plugin.getKey() + ".bin"), plugin.getValue());
    }
  }

  /** Leaves the file's time alone when nothing changed, so that later steps stay up to date. */
  private static void writeIfChanged(Path file, byte[] bytes) throws IOException {
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
      Files.write(file, bytes);
    }
  }
}
