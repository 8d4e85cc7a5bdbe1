package dev.clew.engine.weave;

import dev.clew.engine.index.Hook;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the call sites of class files that cannot hold {@code invokedynamic} (below version 51);
 * woven code passes the number to {@code ClewDispatcher.forward}. Thread-safe.
 */
public interface ForwardSites {

  /**
   * Returns the number of a site; the same for the same arguments while the loader lives.
   *
   * @param className internal name of the woven class
   * @param origin method name and descriptor of the woven method
   * @param phase 0 for enter, 1 for exit
   * @return -1 when there are too many: the hook is then left out of the method
   */
  int number(@Nullable ClassLoader loader, String className, String origin, Hook hook, int phase);
}
