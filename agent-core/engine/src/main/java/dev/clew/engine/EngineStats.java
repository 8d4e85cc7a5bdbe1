package dev.clew.engine;

/** What the engine did so far. Immutable; times are sums over all threads. */
public final class EngineStats {

  /** Classes that the gate looked at. */
  public final long classesSeen;

  /** Classes woven, retransformed ones counted again. */
  public final long classesWoven;

  /** Classes that could not be woven and stay as they were. */
  public final long weaverFailures;

  /** Other failures inside a transformation. */
  public final long gateFailures;

  /** Loaded classes that the JVM wove again on our request. */
  public final long retransformed;

  /** Loaded classes that the JVM refused to weave. */
  public final long refused;

  /** Time in the gate without weaving. */
  public final long gateNanos;

  /** Time in the weaver, making it included. */
  public final long weaveNanos;

  /** Time in the linker. */
  public final long linkNanos;

  /** Class loaders that are alive and were seen. */
  public final int loaders;

  /** Entries of all slots. */
  public final long slotEntries;

  /** Values that slots refused because they were full. */
  public final long slotsRefused;

  EngineStats(
      Counters counters,
      long seen,
      long gateNanos,
      long linkNanos,
      int loaders,
      long slotEntries,
      long slotsRefused) {
    classesSeen = seen;
    classesWoven = counters.woven.get();
    weaverFailures = counters.weaverFailures.get();
    gateFailures = counters.gateFailures.get();
    retransformed = counters.retransformed.get();
    refused = counters.refused.get();
    weaveNanos = counters.weaveNanos.get();
    this.gateNanos = Math.max(0, gateNanos - weaveNanos);
    this.linkNanos = linkNanos;
    this.loaders = loaders;
    this.slotEntries = slotEntries;
    this.slotsRefused = slotsRefused;
  }
}
