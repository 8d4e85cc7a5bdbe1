package dev.clew.tests.harness;

import dev.clew.tests.scenario.ScenarioMain;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles a plugin's scenarios once, against the lowest version that uses them: what an
 * application compiled long ago looks like. Sources are in {@code src/scenario/java}, or {@code
 * src/scenario/<sources>} for lines with that option.
 */
public final class ScenarioCompiler {

  /** What scenarios may call besides their library; an old release, as applications have. */
  static final String OPENTELEMETRY_API = "io.opentelemetry:opentelemetry-api:1.20.1";

  private static final Map<Path, Path> COMPILED = new ConcurrentHashMap<>();

  private ScenarioCompiler() {}

  /** Returns the folder with the compiled scenarios of a version. */
  public static Path classes(PluginUnderTest plugin, VersionSet versions) {
    String sources = versions.option("sources", "java");
    return COMPILED.computeIfAbsent(
        plugin.folder().resolve("src/scenario").resolve(sources),
        folder -> {
          VersionSet lowest =
              plugin.versions().stream()
                  .filter(line -> line.option("sources", "java").equals(sources))
                  .findFirst()
                  .orElse(versions);
          Path output = Workspace.target().resolve("scenarios/" + plugin.name() + "/" + sources);
          if (!Files.isDirectory(folder)) {
            return emptyFolder(output); // the scenario is a base class as it is
          }
          List<Path> classPath =
              new ArrayList<>(Libraries.resolve(lowest.coordinates(), exclusions(lowest)));
          classPath.addAll(Libraries.resolve(compileOnly(plugin), List.of()));
          classPath.addAll(Libraries.resolve(OPENTELEMETRY_API));
          classPath.add(scenarioApi());
          compile(
              folder,
              output,
              classPath,
              lowest.option("release", plugin.directive("release", "8")));
          return output;
        });
  }

  private static Path emptyFolder(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder or jar of the base classes of scenarios. */
  public static Path scenarioApi() {
    try {
      return Path.of(
          ScenarioMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> exclusions(VersionSet versions) {
    String exclude = versions.option("exclude", "");
    return exclude.isEmpty() ? List.of() : List.of(exclude.split(","));
  }

  private static List<String> compileOnly(PluginUnderTest plugin) {
    String extra = plugin.directive("compile-only", "");
    return extra.isEmpty() ? List.of() : List.of(extra.split(","));
  }

  /** Compiles all sources below a folder for a Java release. */
  public static void compile(Path sources, Path output, List<Path> classPath, String release) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("--release", release, "-proc:none", "-nowarn", "-Xlint:none", "-parameters", "-g");
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> tree = Files.walk(sources)) {
      Files.createDirectories(output);
      List<Path> units = tree.filter(file -> file.toString().endsWith(".java")).sorted().toList();
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
      if (!compiler
          .getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(units))
          .call()) {
        throw new IllegalStateException(
            "Scenarios in " + sources + " do not compile:\n" + messages);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
