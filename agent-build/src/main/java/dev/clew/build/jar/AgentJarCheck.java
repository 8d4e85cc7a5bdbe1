package dev.clew.build.jar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Reads a finished agent jar as a user's JVM gets it and names everything that must not be: visible
 * names outside our own, class files a Java 8 cannot read, third-party packages under their own
 * name, a manifest that other tools act on, a bill of materials that misses a packed library.
 */
public final class AgentJarCheck {

  private static final int MAGIC = 0xCAFEBABE;
  private static final int JAVA_8 = 52;

  private static final String[] VISIBLE = {"dev/clew/bootstrap/", "clew/", "META-INF/"};
  private static final String[] META = {
    JarFile.MANIFEST_NAME,
    "META-INF/LICENSE",
    "META-INF/NOTICE",
    "META-INF/sbom.json",
    "META-INF/licenses/"
  };
  private static final String[] RELOCATED = {
    "clew/io/opentelemetry/", "clew/org/objectweb/", "clew/org/slf4j/"
  };
  private static final String[] FORBIDDEN_ATTRIBUTES = {
    "Launcher-Agent-Class", "Multi-Release", "Boot-Class-Path", "Class-Path", "Add-Opens"
  };

  private final List<String> problems = new ArrayList<>();

  private AgentJarCheck() {}

  /**
   * Checks the jar {@code args[0]} against the list of packed artifacts {@code args[1]}.
   *
   * @throws IllegalStateException naming each problem
   */
  public static void main(String[] args) throws IOException {
    List<String> problems = problems(Paths.get(args[0]), Artifact.list(Paths.get(args[1])));
    if (!problems.isEmpty()) {
      throw new IllegalStateException(args[0] + ":\n  " + String.join("\n  ", problems));
    }
  }

  /** Returns one line per problem; empty when the jar is as it must be. */
  static List<String> problems(Path jar, List<Artifact> artifacts) throws IOException {
    AgentJarCheck check = new AgentJarCheck();
    Map<String, byte[]> entries = Inputs.read(jar);
    entries.forEach(check::entry);
    check.manifest(jar);
    check.present(entries, "clew/java/lang/ClewDispatcher.clewdata");
    check.present(entries, "META-INF/LICENSE");
    check.present(entries, "META-INF/NOTICE");
    check.billOfMaterials(entries, artifacts);
    return check.problems;
  }

  private void entry(String name, byte[] bytes) {
    boolean visible = startsWithAny(name, VISIBLE);
    if (!visible
        || (name.startsWith("META-INF/") && !startsWithAny(name, META))
        || (name.startsWith("dev/") && !name.endsWith(".class"))
        || (name.startsWith("clew/") && !name.endsWith(".clewdata"))) {
      problems.add("unexpected entry " + name);
    }
    if (startsWithAny(name, RELOCATED)) {
      problems.add("not relocated: " + name);
    }
    if (bytes.length >= 8 && ByteBuffer.wrap(bytes).getInt() == MAGIC) {
      int version = ByteBuffer.wrap(bytes).getShort(6);
      if (version > JAVA_8) {
        problems.add("class file version " + version + ": " + name);
      }
    }
  }

  private void manifest(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      Attributes attributes = jar.getManifest().getMainAttributes();
      expect(attributes, "Premain-Class", "dev.clew.bootstrap.ClewAgent");
      expect(attributes, "Agent-Class", "dev.clew.bootstrap.ClewAgent");
      expect(attributes, "Main-Class", "dev.clew.bootstrap.Cli");
      expect(attributes, "Can-Redefine-Classes", "true");
      expect(attributes, "Can-Retransform-Classes", "true");
      if (attributes.getValue("Implementation-Version") == null) {
        problems.add("manifest has no Implementation-Version");
      }
      for (String name : FORBIDDEN_ATTRIBUTES) {
        if (attributes.getValue(name) != null) {
          problems.add("manifest has " + name);
        }
      }
    }
  }

  private void expect(Attributes attributes, String name, String value) {
    if (!value.equals(attributes.getValue(name))) {
      problems.add("manifest: " + name + " is " + attributes.getValue(name));
    }
  }

  private void present(Map<String, byte[]> entries, String name) {
    if (!entries.containsKey(name)) {
      problems.add("no entry " + name);
    }
  }

  private void billOfMaterials(Map<String, byte[]> entries, List<Artifact> artifacts) {
    String bill =
        new String(entries.getOrDefault("META-INF/sbom.json", new byte[0]), StandardCharsets.UTF_8);
    for (Artifact artifact : artifacts) {
      if (!bill.contains(artifact.packageUrl())) {
        problems.add("META-INF/sbom.json does not list " + artifact.coordinates());
      }
    }
  }

  private static boolean startsWithAny(String name, String[] prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
