package dev.clew.engine.index;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a plugin's class files come from: the agent jar, or one external plugin jar or folder. */
public interface PluginSource {

  /**
   * Returns the class file, or null when the source has none of that name.
   *
   * @param internalName {@code dev/clew/plugins/jdbc/Jdbc}
   */
  byte @Nullable [] classFile(String internalName) throws IOException;

  /** For people: {@code bundled} or the file's path. */
  String location();
}
