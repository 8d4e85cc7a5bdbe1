package dev.clew.engine;

import dev.clew.engine.link.Linker;
import dev.clew.engine.weave.Weaver;

/**
 * Weaver and linker, which are made when the first class matches: an application that nobody traces
 * never loads them.
 */
interface Loom {

  Weaver weaver();

  Linker linker();

  /** Time spent linking, on all threads. */
  long linkNanos();

  /** Makes the loom; on the thread whose class matched first. */
  interface Factory {
    Loom create();
  }
}
