package dev.clew.engine.link;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The link that is under way on a thread. Linking runs library and JDK code (class loading, static
 * initialisers) that may be hooked itself: such sites start as no-ops and are resolved when the
 * outermost link is done.
 */
final class Nesting {

  private static final ThreadLocal<@Nullable Nesting> CURRENT = new ThreadLocal<>();

  private final List<ClewCallSite> waiting = new ArrayList<ClewCallSite>(2);

  private Nesting() {}

  static @Nullable Nesting current() {
    return CURRENT.get();
  }

  static Nesting begin() {
    Nesting nesting = new Nesting();
    CURRENT.set(nesting);
    return nesting;
  }

  static void end() {
    CURRENT.remove();
  }

  void add(ClewCallSite site) {
    waiting.add(site);
  }

  /** Takes out the next site that waits, or null. */
  @Nullable ClewCallSite next() {
    return waiting.isEmpty() ? null : waiting.remove(waiting.size() - 1);
  }
}
