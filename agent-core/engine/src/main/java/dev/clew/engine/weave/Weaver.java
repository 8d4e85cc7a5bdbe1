package dev.clew.engine.weave;

import dev.clew.engine.index.Hook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds the call sites of hooks to a class without changing its shape. Thread-safe. */
public interface Weaver {

  /**
   * Weaves the methods that the hooks describe; several hooks on one method nest in list order.
   *
   * @param internalName {@code org/example/Client}
   * @param classFile read only
   * @param hooks whose type part already matched
   * @return the woven class file, or null when no method matched
   * @throws IllegalArgumentException when the class file cannot be read or woven; the class stays
   *     as it is
   */
  byte @Nullable [] weave(
      @Nullable ClassLoader loader, String internalName, byte[] classFile, List<Hook> hooks);
}
