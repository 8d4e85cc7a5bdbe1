package dev.clew.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/**
 * An agent jar with the classes of this module, hidden as in the shipped jar, and the AgentMain of
 * {@code src/test/programs}; and the compiled programs it is tried on.
 */
final class TestAgent {

  private static final Path CLASSES = Path.of("target/classes");
  private static final String PLAIN = "dev/clew/bootstrap/[^/]+";

  final Map<String, byte[]> entries;
  final Map<String, String> manifest = new LinkedHashMap<>();
  private final Path programs;
  private final Path agents;

  /**
   * Prepares the complete jar; a test may take from it before it writes it.
   *
   * @param folder a temporary folder
   */
  TestAgent(Path folder) throws IOException {
    entries = new LinkedHashMap<>();
    programs = compile("application", folder);
    agents = compile("agents", folder);
    addAll(CLASSES, "");
    addAll(agents, "dev/clew/runtime/");
    entries.get("dev/clew/bootstrap/ClewAgent.class")[7] = 50; // as the packer does
    hide("test/resource.txt", "content\n");
    hide("META-INF/services/java.lang.Runnable", "dev.clew.runtime.AgentMain\n");
    manifest.put("Premain-Class", "dev.clew.bootstrap.ClewAgent");
    manifest.put("Agent-Class", "dev.clew.bootstrap.ClewAgent");
    manifest.put("Main-Class", "dev.clew.bootstrap.Cli");
    manifest.put("Can-Redefine-Classes", "true");
    manifest.put("Can-Retransform-Classes", "true");
    manifest.put("Implementation-Version", "1.2.3");
  }

  private TestAgent(TestAgent from) {
    programs = from.programs;
    agents = from.agents;
    entries = new LinkedHashMap<>();
    manifest.putAll(from.manifest);
  }

  /** The class path of the programs. */
  String programs() {
    return programs.toString();
  }

  /** Writes a jar whose agent is one of the programs. */
  Path writeAgent(Path jar, String program) throws IOException {
    TestAgent other = new TestAgent(this);
    other.add(program);
    other.manifest.put("Premain-Class", program);
    return other.write(jar);
  }

  /** Adds one of the programs as a plain class. */
  void add(String program) throws IOException {
    String name = program + ".class";
    entries.put(name, Files.readAllBytes(agents.resolve(name)));
  }

  private void hide(String name, String content) {
    entries.put("clew/" + name + ".clewdata", content.getBytes(StandardCharsets.UTF_8));
  }

  private static Path compile(String sources, Path folder) throws IOException {
    Path output = Files.createDirectories(folder.resolve(sources));
    List<String> arguments =
        new ArrayList<>(List.of("--release", "8", "-Xlint:-options", "-nowarn"));
    arguments.addAll(List.of("-d", output.toString()));
    try (Stream<Path> files = Files.walk(Path.of("src/test/programs", sources))) {
      files.map(Path::toString).filter(s -> s.endsWith(".java")).forEach(arguments::add);
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(new String[0]));
    assertThat(status).isZero();
    return output;
  }

  private void addAll(Path root, String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(f -> f.toString().endsWith(".class"))
          .sorted()
          .forEach(f -> add(root, f, prefix));
    }
  }

  private void add(Path root, Path file, String prefix) {
    String name = root.relativize(file).toString().replace('\\', '/').replaceFirst("\\.class$", "");
    try {
      if (name.startsWith(prefix)) {
        boolean plain = name.matches(PLAIN);
        entries.put(
            plain ? name + ".class" : "clew/" + name + ".clewdata", Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path write(Path jar) throws IOException {
    Manifest content = new Manifest();
    content.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach((name, value) -> content.getMainAttributes().putValue(name, value));
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, content)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return jar;
  }
}
