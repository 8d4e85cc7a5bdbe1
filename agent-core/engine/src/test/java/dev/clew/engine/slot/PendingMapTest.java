package dev.clew.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PendingMapTest {

  private final PendingMap pending = new PendingMap(100_000);
  private final Object task = new Object();

  @Test
  void take_severalSubmissions_firstInFirstOut() {
    pending.put(task, "1");
    pending.put(task, "2");
    pending.put(task, "3");
    assertThat(pending.size()).isEqualTo(3);
    assertThat(pending.take(task)).isEqualTo("1");
    assertThat(pending.take(task)).isEqualTo("2");
    assertThat(pending.take(task)).isEqualTo("3");
    assertThat(pending.take(task)).isNull();
    assertThat(pending.size()).isZero();
  }

  @Test
  void remove_refusedSubmission_dropsTheNewest() {
    pending.put(task, "1");
    pending.put(task, "2");
    pending.remove(task);
    assertThat(pending.take(task)).isEqualTo("1");
    pending.remove(task);
    assertThat(pending.size()).isZero();
  }

  @Test
  void put_withoutContext_keepsItsPlaceOnlyBehindOthers() {
    pending.put(task, null);
    assertThat(pending.size()).isZero();
    pending.put(task, "1");
    pending.put(task, null);
    pending.put(task, "3");
    assertThat(pending.take(task)).isEqualTo("1");
    assertThat(pending.take(task)).isNull();
    assertThat(pending.take(task)).isEqualTo("3");
  }

  @Test
  void put_full_isRefusedAndCounted() {
    PendingMap small = new PendingMap(2);
    small.put(task, "1");
    small.put(task, "2");
    small.put(task, "3");
    assertThat(small.refused()).isEqualTo(1);
    assertThat(small.size()).isEqualTo(2);
    assertThat(small.take(task)).isEqualTo("1");
  }

  @Test
  void operations_random_agreeWithDeque() {
    long seed = 7;
    Random random = new Random(seed);
    ArrayDeque<Integer> model = new ArrayDeque<>();
    for (int i = 0; i < 50_000; i++) {
      int choice = random.nextInt(model.size() > 50 ? 5 : 6);
      if (choice < 3) {
        assertThat(pending.take(task)).as("seed %d step %d", seed, i).isEqualTo(model.pollFirst());
      } else if (choice == 3) {
        pending.remove(task);
        model.pollLast();
      } else {
        pending.put(task, i);
        model.addLast(i);
      }
      assertThat(pending.size()).isEqualTo(model.size());
    }
  }

  @Test
  void oneTask_submittedOften_costsNoSquare() {
    // 200,000 steps of constant cost; a copy of the list per step would be 10^10 of them.
    PendingMap large = new PendingMap(200_000);
    for (int i = 0; i < 12_000; i++) {
      large.put(task, i);
    }
    for (int i = 0; i < 12_000; i++) {
      assertThat((Object) i).isEqualTo(large.take(task));
    }
  }

  @Test
  @Timeout(60)
  void contexts_ofDroppedTasks_areGone() {
    for (int i = 0; i < 1000; i++) {
      Object dropped = new Object();
      pending.put(dropped, "1");
      pending.put(dropped, "2");
    }
    while (pending.size() > 0) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(pending.take(task)).isNull();
  }

  @Test
  @Timeout(120)
  void threads_onTheSameTasks_takeEachContextOnceAndInOrder() throws Exception {
    int tasks = 8;
    int perThread = 5000;
    Object[] shared = new Object[tasks];
    for (int i = 0; i < tasks; i++) {
      shared[i] = new Object();
    }
    AtomicIntegerArray seen = new AtomicIntegerArray(16 * perThread);
    WeakIdentityMapTest.inThreads(
        thread -> {
          int[] last = new int[16 * tasks];
          for (int i = 0; i < perThread; i++) {
            int at = i % tasks;
            pending.put(shared[at], thread * perThread + i + 1);
            Integer taken = (Integer) pending.take(shared[at]);
            if (taken != null) {
              int id = taken - 1;
              seen.incrementAndGet(id);
              int from = id / perThread * tasks + at;
              if (last[from] > taken) {
                throw new AssertionError("out of order");
              }
              last[from] = taken;
            }
          }
        });
    List<Object> rest = new ArrayList<>();
    for (Object one : shared) {
      for (Object left = pending.take(one); left != null; left = pending.take(one)) {
        rest.add(left);
        seen.incrementAndGet((Integer) left - 1);
      }
    }
    assertThat(rest).isEmpty();
    for (int i = 0; i < seen.length(); i++) {
      assertThat(seen.get(i)).isEqualTo(1);
    }
  }
}
