package dev.clew.tests.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The JDKs of this machine: {@code JDK_<n>_HOME} first, then the running one, then the usual
 * folders of Linux distributions, macOS, SDKMAN and IDEs. A case whose JDK is missing is skipped
 * and listed, never silently green.
 */
public final class Jdks {

  private static final List<Integer> VERSIONS = List.of(8, 11, 17, 21, 25);
  private static final Map<Integer, Jdk> FOUND = search(System.getenv());

  private Jdks() {}

  /** Versions the agent is tested on. */
  public static List<Integer> versions() {
    return VERSIONS;
  }

  /** The JDK of a feature version such as 8 or 17. */
  public static Optional<Jdk> find(int version) {
    return Optional.ofNullable(FOUND.get(version));
  }

  /** The JDK of a feature version; without it, the running test is skipped and listed. */
  public static Jdk require(int version) {
    return find(version)
        .orElseThrow(
            () -> Skips.skip("JDK " + version + " not found, set JDK_" + version + "_HOME"));
  }

  static Map<Integer, Jdk> search(Map<String, String> environment) {
    Map<Integer, Jdk> found = new TreeMap<>();
    for (int version : VERSIONS) {
      String home = environment.get("JDK_" + version + "_HOME");
      if (home != null && versionOf(Path.of(home)) == version) {
        found.put(version, new Jdk(version, Path.of(home)));
      }
    }
    for (Path home : candidates()) {
      int version = versionOf(home);
      if (version > 0) {
        found.putIfAbsent(version, new Jdk(version, home));
      }
    }
    return found;
  }

  private static List<Path> candidates() {
    Path user = Path.of(System.getProperty("user.home"));
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(System.getProperty("java.home")));
    for (Path folder :
        List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            user.resolve(".sdkman/candidates/java"),
            user.resolve(".jdks"))) {
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
          for (Path child : children) {
            homes.add(child);
            homes.add(child.resolve("Contents/Home"));
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return homes;
  }

  /** The feature version by the installation's {@code release} file; 0 if this is no JDK. */
  static int versionOf(Path home) {
    if (!Files.isRegularFile(new Jdk(0, home).java())) {
      return 0;
    }
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release)) {
      return Files.exists(home.resolve("jre/lib/rt.jar"))
          ? 8
          : 0; // some packages of 8 lack the file
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(release)) {
      properties.load(in);
    } catch (IOException e) {
      return 0;
    }
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    String[] parts = version.split("[._+-]");
    if (parts[0].isEmpty()) {
      return 0;
    }
    return Integer.parseInt(parts[0].equals("1") && parts.length > 1 ? parts[1] : parts[0]);
  }
}
