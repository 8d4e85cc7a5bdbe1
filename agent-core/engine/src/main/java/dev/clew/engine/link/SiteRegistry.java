package dev.clew.engine.link;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * The call sites of one plugin, weakly. Locked briefly when a site links or the plugin switches.
 */
final class SiteRegistry {

  /** Guarded by {@code this}. */
  private final List<WeakReference<ClewCallSite>> sites =
      new ArrayList<WeakReference<ClewCallSite>>();

  /** Size at which cleared references are swept out. Guarded by {@code this}. */
  private int sweepAt = 64;

  /** Sites that were ever resolved. Guarded by {@code this}. */
  private int linked;

  synchronized void add(ClewCallSite site) {
    if (sites.size() >= sweepAt) {
      sweep();
    }
    sites.add(new WeakReference<ClewCallSite>(site));
  }

  synchronized void countLinked() {
    linked++;
  }

  synchronized int linked() {
    return linked;
  }

  /** The sites that still exist. */
  synchronized List<ClewCallSite> alive() {
    List<ClewCallSite> result = new ArrayList<ClewCallSite>(sites.size());
    for (WeakReference<ClewCallSite> reference : sites) {
      ClewCallSite site = reference.get();
      if (site != null) {
        result.add(site);
      }
    }
    return result;
  }

  private void sweep() {
    List<WeakReference<ClewCallSite>> alive = new ArrayList<>(sites.size());
    for (WeakReference<ClewCallSite> reference : sites) {
      if (reference.get() != null) {
        alive.add(reference);
      }
    }
    sites.clear();
    sites.addAll(alive);
    sweepAt = Math.max(64, 2 * sites.size());
  }
}
