package dev.clew.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WeakIdentityMapTest {

  private static final int THREADS = 16;

  private final WeakIdentityMap<Object, Object> map = new WeakIdentityMap<>(100_000);

  /** Equal to everything, hashes alike, and complains when asked. */
  private static final class Hostile {
    @Override
    public boolean equals(Object other) {
      throw new AssertionError("equals was called");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("hashCode was called");
    }

    @Override
    public String toString() {
      throw new AssertionError("toString was called");
    }
  }

  @Test
  void put_hostileKeys_areTakenByIdentity() {
    Hostile a = new Hostile();
    Hostile b = new Hostile();
    assertThat(map.put(a, "a")).isNull();
    assertThat(map.put(b, "b")).isNull();
    assertThat(map.get(a)).isEqualTo("a");
    assertThat(map.put(a, "a2")).isEqualTo("a");
    assertThat(map.putIfAbsent(b, "b2")).isEqualTo("b");
    assertThat(map.remove(a)).isEqualTo("a2");
    assertThat(map.remove(a)).isNull();
    assertThat(map.get(b)).isEqualTo("b");
    assertThat(map.size()).isEqualTo(1);
  }

  @Test
  void operations_random_agreeWithIdentityHashMap() {
    long seed = 20260101L;
    Random random = new Random(seed);
    Map<Object, Object> model = new IdentityHashMap<>();
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      keys.add(new Hostile());
    }
    for (int i = 0; i < 100_000; i++) {
      Object key = keys.get(random.nextInt(keys.size()));
      Integer value = i;
      Object expected;
      Object actual;
      switch (random.nextInt(4)) {
        case 0 -> {
          expected = model.put(key, value);
          actual = map.put(key, value);
        }
        case 1 -> {
          expected = model.containsKey(key) ? model.get(key) : null;
          model.computeIfAbsent(key, k -> value);
          actual = map.putIfAbsent(key, value);
        }
        case 2 -> {
          expected = model.remove(key);
          actual = map.remove(key);
        }
        default -> {
          expected = model.get(key);
          actual = map.get(key);
        }
      }
      assertThat(actual).as("seed %d, step %d", seed, i).isEqualTo(expected);
    }
    assertThat(map.size()).isEqualTo(model.size());
    assertThat(map.buckets()).as("it grew").isGreaterThan(1000);
  }

  @Test
  void put_beyondTheBound_isRefusedAndCounted() {
    WeakIdentityMap<Object, Object> small = new WeakIdentityMap<>(3);
    List<Object> keys = List.of(new Object(), new Object(), new Object(), new Object());
    keys.forEach(key -> small.put(key, "v"));
    assertThat(small.size()).isEqualTo(3);
    assertThat(small.refused()).isEqualTo(1);
    assertThat(small.get(keys.get(3))).isNull();
    small.put(keys.get(0), "w");
    assertThat(small.get(keys.get(0))).as("present keys can still change").isEqualTo("w");
    small.remove(keys.get(0));
    small.put(keys.get(3), "v");
    assertThat(small.get(keys.get(3))).isEqualTo("v");
    assertThatIllegalArgumentException().isThrownBy(() -> new WeakIdentityMap<>(0));
  }

  @Test
  @Timeout(60)
  void entries_ofCollectedKeys_areGone() {
    Object kept = new Object();
    map.put(kept, "kept");
    List<WeakReference<Object>> gone = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      Object key = new Object();
      map.put(key, new byte[100]);
      gone.add(new WeakReference<>(key));
    }
    while (map.size() > 1) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(gone).allMatch(reference -> reference.get() == null);
    assertThat(map.get(kept)).isEqualTo("kept");
  }

  @Test
  @Timeout(120)
  void threads_withKeysOfTheirOwn_keepEveryValue() throws Exception {
    inThreads(
        thread -> {
          List<Object> keys = new ArrayList<>();
          for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 500; i++) {
              Object key = new Object();
              keys.add(key);
              check(map.put(key, i) == null);
            }
            for (int i = 0; i < keys.size(); i++) {
              check(Integer.valueOf(i % 500).equals(map.get(keys.get(i))));
            }
            while (keys.size() > 500) {
              check(map.remove(keys.remove(keys.size() - 1)) != null);
            }
          }
        });
    assertThat(map.refused()).isZero();
    assertThat(map.size()).isBetween(0, THREADS * 500);
  }

  @Test
  @Timeout(120)
  void threads_onTheSameKeys_takeEachValueOnce() throws Exception {
    int keyCount = 64;
    int perThread = 20_000;
    Object[] keys = new Object[keyCount];
    for (int i = 0; i < keyCount; i++) {
      keys[i] = new Object();
    }
    AtomicIntegerArray put = new AtomicIntegerArray(keyCount);
    AtomicIntegerArray taken = new AtomicIntegerArray(keyCount);
    inThreads(
        thread -> {
          Random random = new Random(thread);
          for (int i = 0; i < perThread; i++) {
            int at = random.nextInt(keyCount);
            if (random.nextBoolean()) {
              if (map.putIfAbsent(keys[at], thread) == null) {
                put.incrementAndGet(at);
              }
            } else if (map.remove(keys[at]) != null) {
              taken.incrementAndGet(at);
            }
            map.get(keys[at]);
          }
        });
    for (int i = 0; i < keyCount; i++) {
      int left = map.get(keys[i]) == null ? 0 : 1;
      assertThat(put.get(i)).isEqualTo(taken.get(i) + left);
    }
  }

  private static void check(boolean condition) {
    if (!condition) {
      throw new AssertionError("a value was lost or mixed");
    }
  }

  /** Work of one thread. */
  interface Work {
    void run(int thread) throws Exception;
  }

  static void inThreads(Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    CyclicBarrier start = new CyclicBarrier(THREADS);
    CountDownLatch done = new CountDownLatch(THREADS);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        futures.add(
            pool.submit(
                () -> {
                  start.await();
                  try {
                    work.run(thread);
                  } finally {
                    done.countDown();
                  }
                  return null;
                }));
      }
      done.await();
      for (Future<?> future : futures) {
        future.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
