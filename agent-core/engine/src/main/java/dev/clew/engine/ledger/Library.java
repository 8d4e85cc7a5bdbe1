package dev.clew.engine.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Where the classes of a library come from, and which version it says it is. The jar is opened when
 * the version is asked for, not before.
 */
public final class Library {

  /** Ends a part of a location that names a jar inside another. */
  private static final String[] NESTING = {"!/", "/!", "*/"};

  /** Address of the jar or folder as the code source gives it. */
  public final String location;

  private final String fileName;

  private Library(String location, String fileName) {
    this.location = location;
    this.fileName = fileName;
  }

  /** The library at an address; nothing is opened. */
  public static Library at(String location) {
    return new Library(location, fileName(location));
  }

  /** File name of the jar, the innermost one; for a folder its name. */
  public String fileName() {
    return fileName;
  }

  /**
   * Version from the manifest ({@code Implementation-Version}, {@code Bundle-Version}), else from
   * the only {@code pom.properties}, else from the file name; null when none says. Opens the jar.
   */
  public @Nullable String version() {
    String version = JarVersion.read(location);
    return version != null ? version : versionIn(fileName);
  }

  @Override
  public String toString() {
    String version = version();
    return version == null || fileName.contains(version) ? fileName : fileName + "@" + version;
  }

  /** The part of a jar's name from the first digit that follows a hyphen. */
  static @Nullable String versionIn(String fileName) {
    if (!fileName.endsWith(".jar") && !fileName.endsWith(".war")) {
      return null;
    }
    String stem = fileName.substring(0, fileName.length() - 4);
    for (int i = 1; i < stem.length() - 1; i++) {
      char next = stem.charAt(i + 1);
      if (stem.charAt(i) == '-' && next >= '0' && next <= '9') {
        return stem.substring(i + 1);
      }
    }
    return null;
  }

  private static String fileName(String location) {
    String path = location;
    boolean cut = true;
    while (cut) {
      cut = false;
      for (String ending : NESTING) {
        if (path.endsWith(ending)) {
          path = path.substring(0, path.length() - ending.length());
          cut = true;
        }
      }
    }
    if (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('!'));
    return path.substring(slash + 1);
  }
}
