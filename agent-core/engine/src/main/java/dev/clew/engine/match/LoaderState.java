package dev.clew.engine.match;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * What is known about one class loader. Does not refer to it: the loader is the weak key under
 * which this is kept.
 */
public final class LoaderState {

  /** Unique in the JVM, never used again. 0 is the boot loader. */
  public final int id;

  /** Whether classes of this loader are left alone. */
  public final boolean ignored;

  /** Whether super types are the JDK's own and may be looked up by loading them. */
  final boolean jdk;

  /** For people: the loader's class. */
  public final String description;

  /** One byte's worth per plugin; meaning and writers belong to the compatibility check. */
  public final AtomicIntegerArray verdicts;

  /** Per annotation of the index: 0 unknown, 1 seen by the loader, 2 not. */
  final AtomicIntegerArray annotations;

  LoaderState(
      int id, boolean ignored, boolean jdk, String description, int plugins, int annotations) {
    this.id = id;
    this.ignored = ignored;
    this.jdk = jdk;
    this.description = description;
    this.verdicts = new AtomicIntegerArray(ignored ? 0 : plugins);
    this.annotations = new AtomicIntegerArray(ignored ? 0 : annotations);
  }
}
