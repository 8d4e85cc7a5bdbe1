package dev.clew.benchmarks.jmh;

import dev.clew.engine.slot.Slots;
import dev.clew.plugin.Slot;
import dev.clew.plugin.context.PendingContexts;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * State on library objects: a slot filled with ten thousand entries, read, written and taken by
 * four threads. Beside it a synchronized {@code WeakHashMap}, the plain way.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@Threads(4)
public class SlotAccess {

  private static final int ENTRIES = 10_000;

  /** The slot and its neighbours. */
  @State(Scope.Benchmark)
  public static class Filled {
    final Slots slots = new Slots();
    final Slot<Object, Object> slot = slots.create(Object.class, "benchmark");
    final PendingContexts pending = slots.createPending();
    final Map<Object, Object> weakHashMap = new WeakHashMap<>();
    final Object[] owners = new Object[ENTRIES];

    public Filled() {
      for (int i = 0; i < ENTRIES; i++) {
        owners[i] = new Object();
        slot.set(owners[i], "value");
        weakHashMap.put(owners[i], "value");
      }
    }
  }

  /** A thread's own walk over the entries, and its own object. */
  @State(Scope.Thread)
  public static class Walk {
    final Object own = new Object();
    int at;

    Object next(Object[] owners) {
      at = (at + 7) % ENTRIES;
      return owners[at];
    }
  }

  @Benchmark
  public Object get(Filled filled, Walk walk) {
    return filled.slot.get(walk.next(filled.owners));
  }

  @Benchmark
  public Object getAbsent(Filled filled, Walk walk) {
    return filled.slot.get(walk.own);
  }

  @Benchmark
  public void set(Filled filled, Walk walk) {
    filled.slot.set(walk.next(filled.owners), walk);
  }

  @Benchmark
  public Object setAndTake(Filled filled, Walk walk) {
    filled.slot.set(walk.own, walk);
    return filled.slot.take(walk.own);
  }

  /** What a fresh object per request costs: weak reference and its collection included. */
  @Benchmark
  public Object setAndTakeNewOwner(Filled filled, Walk walk) {
    Object owner = new Object();
    filled.slot.set(owner, walk);
    return filled.slot.take(owner);
  }

  @Benchmark
  public Object putAndTakePending(Filled filled, Walk walk) {
    filled.pending.put(walk.own, walk);
    return filled.pending.take(walk.own);
  }

  /** A task that nobody traced submitted. */
  @Benchmark
  public Object takeNothingPending(Filled filled, Walk walk) {
    return filled.pending.take(walk.own);
  }

  @Benchmark
  public Object weakHashMapGet(Filled filled, Walk walk) {
    synchronized (filled.weakHashMap) {
      return filled.weakHashMap.get(walk.next(filled.owners));
    }
  }

  @Benchmark
  public Object weakHashMapPutAndRemove(Filled filled, Walk walk) {
    synchronized (filled.weakHashMap) {
      filled.weakHashMap.put(walk.own, walk);
      return filled.weakHashMap.remove(walk.own);
    }
  }
}
