package dev.clew.build.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plugin's sources, to say where a problem is. */
public interface SourceFiles {

  /**
   * Returns the lines of a source, or null when it is not known.
   *
   * @param path {@code dev/clew/plugins/jdbc/Jdbc.java}
   */
  @Nullable List<String> lines(String path);

  /** The path as people should see it. */
  String display(String path);
}
