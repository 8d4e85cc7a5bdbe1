package dev.clew.exporter;

import java.util.function.LongSupplier;

/** {@link System#nanoTime} as an object; a class, because the first lambda of a JVM is dear. */
public final class NanoTime implements LongSupplier {

  public static final NanoTime CLOCK = new NanoTime();

  private NanoTime() {}

  @Override
  public long getAsLong() {
    return System.nanoTime();
  }
}
