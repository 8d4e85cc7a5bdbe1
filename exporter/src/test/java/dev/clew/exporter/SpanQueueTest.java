package dev.clew.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpanQueueTest {

  @Test
  void offer_full_refusesTheNewest() {
    SpanQueue<Integer> queue = new SpanQueue<>(3);
    assertThat(queue.offer(1) && queue.offer(2) && queue.offer(3)).isTrue();
    assertThat(queue.offer(4)).isFalse();
    assertThat(queue.size()).isEqualTo(3);
    assertThat(queue.poll()).isEqualTo(1);
    assertThat(queue.offer(5)).isTrue();
    assertThat(List.of(queue.poll(), queue.poll(), queue.poll())).containsExactly(2, 3, 5);
    assertThat(queue.poll()).isNull();
  }

  @Test
  void poll_releasesTheElement() {
    SpanQueue<Object> queue = new SpanQueue<>(1);
    for (int i = 0; i < 10; i++) {
      Object element = new Object();
      assertThat(queue.offer(element)).isTrue();
      assertThat(queue.poll()).isSameAs(element);
      assertThat(queue.poll()).isNull();
    }
    assertThat(queue.head()).isEqualTo(queue.tail()).isEqualTo(10);
  }

  /**
   * Eight producers against a small ring: nothing is lost, doubled, invented or reordered within
   * one producer.
   */
  @Test
  void offer_contended_everyElementIsTakenOnceInOrderOrRefused() throws InterruptedException {
    int producers = 8;
    int each = 60_000;
    SpanQueue<long[]> queue = new SpanQueue<>(100);
    AtomicLong refused = new AtomicLong();
    CountDownLatch running = new CountDownLatch(producers);
    List<Thread> threads = new ArrayList<>();
    for (int p = 0; p < producers; p++) {
      int id = p;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  if (!queue.offer(new long[] {id, i})) {
                    refused.incrementAndGet();
                    Thread.yield();
                  }
                }
                running.countDown();
              });
      threads.add(thread);
      thread.start();
    }
    long[] last = new long[producers];
    java.util.Arrays.fill(last, -1);
    long taken = 0;
    int maxSize = 0;
    while (running.getCount() > 0 || queue.size() > 0) {
      maxSize = Math.max(maxSize, queue.size());
      long[] element = queue.poll();
      if (element == null) {
        Thread.yield();
        continue;
      }
      taken++;
      assertThat(element[1] > last[(int) element[0]]).as("in order, once").isTrue();
      last[(int) element[0]] = element[1];
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(taken + refused.get()).isEqualTo((long) producers * each);
    assertThat(maxSize).isLessThanOrEqualTo(100);
    assertThat(queue.poll()).isNull();
  }
}
