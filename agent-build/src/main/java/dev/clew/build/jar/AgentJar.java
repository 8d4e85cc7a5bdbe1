package dev.clew.build.jar;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Packs {@code clew-agent.jar} from class folders and jars. The result has three kinds of entries:
 * the plain classes of {@code dev.clew.bootstrap}, {@code META-INF}, and everything else hidden as
 * {@code clew/….clewdata}. Entries are sorted and carry a fixed time, so that equal input gives an
 * equal file.
 *
 * <pre>{@code
 * AgentJar --output clew-agent.jar --version 1.0.0
 *          --artifacts dependency-list.txt --sbom sbom.json --inputs a.jar:b/target/classes
 *          --resources index-folder --meta META-INF/LICENSE=LICENSE
 * }</pre>
 */
public final class AgentJar {

  private static final String BOOTSTRAP = "dev/clew/bootstrap/";
  private static final String ENTRY = BOOTSTRAP + "ClewAgent.class";
  private static final byte JAVA_6 = 50;

  private final Map<String, byte[]> entries = new TreeMap<>();
  private final Map<String, String> origins = new TreeMap<>();
  private final Services services = new Services();
  private final Relocation relocation = new Relocation();

  private final BillOfMaterials bill = new BillOfMaterials();
  private @Nullable Path sbom;

  private AgentJar() {}

  /**
   * Runs the packer.
   *
   * @param args see the class
   * @throws IOException when an input cannot be read or the output not be written
   * @throws IllegalArgumentException for unknown arguments and entries that exclude each other
   */
  public static void main(String[] args) throws IOException {
    AgentJar jar = new AgentJar();
    Path output = Paths.get("clew-agent.jar");
    String version = "unknown";
    for (int i = 0; i + 1 < args.length; i += 2) {
      String value = args[i + 1];
      switch (args[i]) {
        case "--output":
          output = Paths.get(value);
          break;
        case "--version":
          version = value;
          break;
        case "--inputs":
          for (Path input : paths(value)) {
            jar.addClasses(input);
          }
          break;
        case "--artifacts":
          jar.addArtifacts(Paths.get(value));
          break;
        case "--sbom":
          jar.sbom = Paths.get(value);
          break;
        case "--resources":
          jar.addResources(Paths.get(value));
          break;
        case "--meta":
          jar.addMeta(value);
          break;
        default:
          throw new IllegalArgumentException("unknown argument " + args[i]);
      }
    }
    jar.write(output, version);
  }

  private static List<Path> paths(String list) {
    List<Path> paths = new ArrayList<>();
    for (String path : list.split(File.pathSeparator, -1)) {
      if (!path.isEmpty()) {
        paths.add(Paths.get(path));
      }
    }
    return paths;
  }

  /** Adds the artifacts of a list that the Maven dependency plugin wrote. */
  private void addArtifacts(Path list) throws IOException {
    for (Artifact artifact : Artifact.list(list)) {
      bill.add(artifact);
      addClasses(artifact.file);
    }
  }

  /** Adds the classes, services and resources of a class folder or jar. */
  private void addClasses(Path input) throws IOException {
    for (Map.Entry<String, byte[]> file : Inputs.read(input).entrySet()) {
      String name = file.getKey();
      if (name.startsWith(Services.FOLDER)) {
        services.add(relocation, name, file.getValue());
      } else if (name.endsWith(".class")) {
        addClass(name, file.getValue(), input);
      } else if (!name.startsWith("META-INF/") && !isSourceOfTools(name)) {
        put(hidden(relocation.path(name)), file.getValue(), input);
      }
    }
  }

  private void addClass(String name, byte[] bytes, Path input) {
    if (name.startsWith("META-INF/")
        || name.endsWith("package-info.class")
        || name.endsWith("module-info.class")) {
      return;
    }
    boolean plain = name.startsWith(BOOTSTRAP) && name.indexOf('/', BOOTSTRAP.length()) < 0;
    String target = relocation.path(name);
    byte[] content = relocation.classFile(name, bytes);
    put(plain ? target : hidden(target), name.equals(ENTRY) ? forOldJava(content) : content, input);
  }

  /**
   * Lets Java 6 and 7 read the entry point, which then finds the rest too new and says so; a JVM
   * that cannot read it ends with an error instead. The class must use nothing newer: no lambda.
   */
  private static byte[] forOldJava(byte[] classFile) {
    byte[] patched = classFile.clone();
    patched[7] = JAVA_6;
    return patched;
  }

  /** Leftovers of other tool chains in library jars. */
  private static boolean isSourceOfTools(String name) {
    return name.endsWith(".kotlin_module") || name.endsWith(".proto");
  }

  /** Adds all files of a folder as hidden resources, as they are. */
  private void addResources(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : Inputs.read(folder).entrySet()) {
      put(hidden(file.getKey()), file.getValue(), folder);
    }
  }

  /** Adds a visible entry, {@code META-INF/name=file}. */
  private void addMeta(String pair) throws IOException {
    int equals = pair.indexOf('=');
    String name = pair.substring(0, Math.max(0, equals));
    if (!name.startsWith("META-INF/")) {
      throw new IllegalArgumentException("--meta " + pair + " is not META-INF/name=file");
    }
    Path file = Paths.get(pair.substring(equals + 1));
    put(name, Files.readAllBytes(file), file);
  }

  /** {@code a/B.class} becomes {@code clew/a/B.clewdata}, {@code x/y} {@code clew/x/y.clewdata}. */
  private static String hidden(String name) {
    String base =
        name.endsWith(".class") ? name.substring(0, name.length() - ".class".length()) : name;
    return "clew/" + base + ".clewdata";
  }

  private void put(String name, byte[] bytes, Path input) {
    String first = origins.put(name, input.toString());
    if (first != null) {
      throw new IllegalArgumentException(name + " is in both " + first + " and " + input);
    }
    entries.put(name, bytes);
  }

  private void write(Path output, String version) throws IOException {
    for (Map.Entry<String, byte[]> service : services.merged().entrySet()) {
      put(hidden(service.getKey()), service.getValue(), output);
    }
    if (!entries.containsKey(ENTRY)) {
      throw new IllegalArgumentException("no dev.clew.bootstrap.ClewAgent among the inputs");
    }
    Path copy = sbom;
    if (copy != null) {
      byte[] json = bill.json(version);
      put("META-INF/sbom.json", json, copy);
      Files.write(copy, json);
    }
    ReproducibleZip.write(output, manifest(version), entries);
  }

  private static byte[] manifest(String version) {
    String text =
        "Manifest-Version: 1.0\r\n"
            + "Main-Class: dev.clew.bootstrap.Cli\r\n"
            + "Premain-Class: dev.clew.bootstrap.ClewAgent\r\n"
            + "Agent-Class: dev.clew.bootstrap.ClewAgent\r\n"
            + "Can-Redefine-Classes: true\r\n"
            + "Can-Retransform-Classes: true\r\n"
            + "Implementation-Title: Clew\r\n"
            + "Implementation-Version: "
            + version
            + "\r\n\r\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
