package dev.clew.engine;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** What the engine counts while classes load. */
final class Counters {

  final AtomicLong woven = new AtomicLong();
  final AtomicLong weaveNanos = new AtomicLong();
  final AtomicLong weaverFailures = new AtomicLong();
  final AtomicLong gateFailures = new AtomicLong();
  final AtomicLong retransformed = new AtomicLong();
  final AtomicLong refused = new AtomicLong();

  /** Classes woven with a hook of the plugin, by plugin. */
  final AtomicIntegerArray wovenOf;

  Counters(int plugins) {
    wovenOf = new AtomicIntegerArray(plugins);
  }
}
