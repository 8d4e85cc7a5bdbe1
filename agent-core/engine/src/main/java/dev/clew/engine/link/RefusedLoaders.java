package dev.clew.engine.link;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Application loaders for which one plugin does not work, weakly. */
final class RefusedLoaders {

  private volatile boolean any;

  /** Guarded by {@code this}. */
  private boolean boot;

  /** Guarded by {@code this}. */
  private final List<WeakReference<ClassLoader>> loaders =
      new ArrayList<WeakReference<ClassLoader>>(2);

  boolean contains(@Nullable ClassLoader loader) {
    return any && find(loader);
  }

  /** Returns whether it was new. */
  synchronized boolean add(@Nullable ClassLoader loader) {
    if (find(loader)) {
      return false;
    }
    if (loader == null) {
      boot = true;
    } else {
      loaders.add(new WeakReference<ClassLoader>(loader));
    }
    any = true;
    return true;
  }

  private synchronized boolean find(@Nullable ClassLoader loader) {
    if (loader == null) {
      return boot;
    }
    for (int i = loaders.size() - 1; i >= 0; i--) {
      ClassLoader present = loaders.get(i).get();
      if (present == loader) {
        return true;
      }
      if (present == null) {
        loaders.remove(i);
      }
    }
    return false;
  }
}
