package dev.clew.bootstrap;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JDK to fork: the running one, those of {@code JDK_n_HOME}, and where packages put them. */
record TestJdk(int version, Path home) {

  private static final int[] VERSIONS = {8, 11, 17, 21, 25};

  /** All that are there, oldest first; the running one is always among them. */
  static List<TestJdk> all() {
    List<TestJdk> found = new ArrayList<>();
    for (int version : VERSIONS) {
      TestJdk jdk = find(version);
      if (jdk != null) {
        found.add(jdk);
      }
    }
    return found;
  }

  /** Those of the given versions that are there. */
  static List<TestJdk> of(int... versions) {
    List<TestJdk> found = new ArrayList<>();
    for (int version : versions) {
      TestJdk jdk = find(version);
      if (jdk != null) {
        found.add(jdk);
      }
    }
    return found;
  }

  static TestJdk running() {
    return new TestJdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  private static @Nullable TestJdk find(int version) {
    if (version == running().version) {
      return running();
    }
    String home = System.getenv("JDK_" + version + "_HOME");
    if (home != null) {
      return new TestJdk(version, Path.of(home));
    }
    File[] installed = new File("/usr/lib/jvm").listFiles();
    for (File folder : installed == null ? new File[0] : installed) {
      if (folder.getName().matches(".*\\b" + version + "\\b.*")
          && Files.isExecutable(folder.toPath().resolve("bin/javac"))) {
        return new TestJdk(version, folder.toPath());
      }
    }
    return null;
  }

  String tool(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  @Override
  public String toString() {
    return "JDK " + version;
  }
}
