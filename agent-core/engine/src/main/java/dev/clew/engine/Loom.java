package dev.clew.engine;

import dev.clew.engine.weave.Weaver;

/**
 * Weaver and linker, which are made when the first class matches: an application that nobody traces
 * never loads them.
 */
interface Loom {

  Weaver weaver();

  /** The runtime is ready: sites that were linked before are filled. */
  void ready();

  /** The modes of these plugins changed. */
  void switchModes(int[] plugins);

  /** Every site becomes a no-op for good. */
  void off();

  /** Time spent linking, on all threads. */
  long linkNanos();

  /** Call sites linked for a plugin, those of collected classes included. */
  int linked(int plugin);

  /** Makes the loom; on the thread whose class matched first. */
  interface Factory {
    Loom create();
  }
}
