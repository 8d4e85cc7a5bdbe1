package dev.clew.build.plugin;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The compile class path of a plugin, JDK included. */
public interface ClassSource {

  /** Returns the class file, or null when there is none. */
  byte @Nullable [] find(String internalName);

  /** Internal names of the classes of a package, for suggestions; may know none. */
  default Collection<String> inPackage(String internalPackage) {
    return List.of();
  }
}
