package dev.clew.engine.match;

import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** Receives classes that hooks want. Called on the thread that loads the class. */
public interface MatchedClasses {

  /**
   * Weaves a class.
   *
   * @param redefined the class itself when it is loaded already, else null
   * @param hooks ascending; their plugins are active
   * @return the woven class file, or null to leave the class alone
   */
  byte @Nullable [] matched(
      @Nullable ClassLoader loader,
      LoaderState state,
      String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile,
      int[] hooks);

  /**
   * A class that may be wanted was loaded while this thread was inside a transformation, so nobody
   * looked at it.
   */
  void missed(@Nullable ClassLoader loader, String internalName);

  /** A transformation failed; the class stays as it is. Must not throw. */
  void failed(String internalName, Throwable error);
}
