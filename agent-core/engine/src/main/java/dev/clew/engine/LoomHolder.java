package dev.clew.engine;

import dev.clew.engine.spi.EngineHost;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the loom when the first class matches, once, on the thread that loads that class. Nobody
 * waits for it.
 */
final class LoomHolder {

  private static final int NONE = 0;
  private static final int MAKING = 1;
  private static final int MADE = 2;
  private static final int FAILED = 3;

  private final EngineHost host;
  private final Loom.Factory factory;
  private final AtomicInteger state = new AtomicInteger(NONE);
  private volatile @Nullable Loom loom;
  private volatile boolean ready;
  private volatile boolean off;
  private volatile int quarantineLimit = -1;

  LoomHolder(EngineHost host, Loom.Factory factory) {
    this.host = host;
    this.factory = factory;
  }

  /** The loom; null while another thread makes it, and for good if it cannot be made. */
  @Nullable Loom get() {
    Loom made = loom;
    if (made != null || !state.compareAndSet(NONE, MAKING)) {
      return made;
    }
    int outcome = FAILED;
    try {
      host.onFirstMatch();
      made = factory.create();
      loom = made;
      outcome = MADE;
    } catch (RuntimeException | LinkageError e) {
      host.problem("engine.loom", "cannot weave: the weaver does not start", e);
    } finally {
      state.set(outcome);
    }
    catchUp();
    return made;
  }

  /** Whether it cannot be made. */
  boolean failed() {
    return state.get() == FAILED;
  }

  /** The loom if it was made. */
  @Nullable Loom peek() {
    return loom;
  }

  void ready() {
    ready = true;
    catchUp();
  }

  void off() {
    off = true;
    catchUp();
  }

  /** Errors of a hook within a minute that turn it off; 0 for never. */
  void quarantineAfter(int errorsPerMinute) {
    quarantineLimit = errorsPerMinute;
    catchUp();
  }

  /** Whoever comes last, the loom or the event, passes the event on; twice does no harm. */
  private void catchUp() {
    Loom made = loom;
    if (made == null) {
      return;
    }
    if (quarantineLimit >= 0) {
      made.linker().quarantineAfter(quarantineLimit);
    }
    if (off) {
      made.linker().off();
    } else if (ready) {
      made.linker().ready();
    }
  }
}
