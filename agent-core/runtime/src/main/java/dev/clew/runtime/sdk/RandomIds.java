package dev.clew.runtime.sdk;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Random ids without a shared generator. {@code ThreadLocalRandom} is seeded from the clock, so two
 * JVMs that start together could draw the same numbers: every id is mixed with a salt of this JVM.
 * All bits are random, as the W3C Level 2 random flag demands of the last 56.
 */
final class RandomIds implements IdGenerator {

  private final long salt;

  /** Any number that differs from JVM to JVM. */
  RandomIds(long salt) {
    this.salt = mix(salt);
  }

  @Override
  public String generateSpanId() {
    long id = next();
    while (id == 0) {
      id = next();
    }
    return SpanId.fromLong(id);
  }

  @Override
  public String generateTraceId() {
    long high = next();
    long low = next();
    while (low == 0) {
      low = next();
    }
    return TraceId.fromLongs(high, low);
  }

  @Override
  public boolean generatesRandomTraceIds() {
    return true;
  }

  private long next() {
    return mix(ThreadLocalRandom.current().nextLong() ^ salt);
  }

  /** The finaliser of SplitMix64; a bijection, so that uniform numbers stay uniform. */
  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
