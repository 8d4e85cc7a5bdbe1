package dev.clew.engine.compat;

import dev.clew.engine.index.PluginInfo;
import dev.clew.engine.match.LoaderState;
import dev.clew.engine.match.Loaders;
import dev.clew.engine.match.Resources;
import org.jspecify.annotations.Nullable;

/**
 * The verdict per loader and plugin, reached once, when a class of the loader first matches.
 * Thread-safe: two threads may check at the same time and agree; one of them reports.
 */
public final class Compatibility {

  private static final int UNKNOWN = 0;
  private static final int FITS = 1;
  private static final int REFUSED = 2;

  private final Loaders loaders;

  public Compatibility(Loaders loaders) {
    this.loaders = loaders;
  }

  /** Told about a mismatch, once per loader and plugin. */
  public interface Listener {
    void mismatch(LoaderState state, PluginInfo plugin, Mismatch mismatch);
  }

  /**
   * Whether a plugin fits.
   *
   * @param matched internal name of the class that matched
   * @param classFile its bytes
   */
  public boolean fits(
      @Nullable ClassLoader loader,
      LoaderState state,
      PluginInfo plugin,
      String matched,
      byte[] classFile,
      Listener listener) {
    int verdict = state.verdicts.get(plugin.id);
    if (verdict != UNKNOWN) {
      return verdict == FITS;
    }
    Mismatch mismatch = check(loader, plugin, matched, classFile);
    verdict = mismatch == null ? FITS : REFUSED;
    if (state.verdicts.compareAndSet(plugin.id, UNKNOWN, verdict) && mismatch != null) {
      listener.mismatch(state, plugin, mismatch);
    }
    return mismatch == null && state.verdicts.get(plugin.id) == FITS;
  }

  /**
   * Turns a plugin off for a loader.
   *
   * @return whether it was not off before
   */
  public boolean refuse(@Nullable ClassLoader loader, int plugin) {
    LoaderState state = loaders.of(loader);
    return plugin < state.verdicts.length() && state.verdicts.getAndSet(plugin, REFUSED) != REFUSED;
  }

  private @Nullable Mismatch check(
      @Nullable ClassLoader loader, PluginInfo plugin, String matched, byte[] classFile) {
    if (plugin.references.isEmpty()) {
      return null;
    }
    ReferenceCheck check = new ReferenceCheck(loader, loaders.platform());
    check.knows(matched, classFile);
    Mismatch mismatch = check.first(plugin.references);
    if (mismatch != null && loader != null && !Resources.has(loader, matched)) {
      // The loader does not even show the class that it defines right now: nothing can be known.
      // If the plugin does not fit, linking will say so and turn it off.
      return null;
    }
    return mismatch;
  }
}
