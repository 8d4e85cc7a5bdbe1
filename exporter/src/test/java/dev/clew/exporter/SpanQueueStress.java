package dev.clew.exporter;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Concurrency tests of the queue; {@link SpanQueueStressTest} runs them. */
public final class SpanQueueStress {

  private SpanQueueStress() {}

  /**
   * Two producers at a ring that is too small for both, one of which is the consumer as well: two
   * cores suffice.
   */
  @JCStressTest
  @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "what was accepted was taken once")
  @State
  public static class OfferAndPoll {
    private final SpanQueue<Integer> queue = new SpanQueue<>(1);
    private int accepted1;
    private int accepted2;
    private int taken;

    @Actor
    public void producer() {
      accepted1 = queue.offer(1) ? 1 : 0;
    }

    @Actor
    public void producerAndConsumer() {
      accepted2 = queue.offer(10) ? 10 : 0;
      Integer element = queue.poll();
      taken = element == null ? 0 : element;
    }

    @Arbiter
    public void books(I_Result result) {
      for (Integer rest = queue.poll(); rest != null; rest = queue.poll()) {
        taken += rest;
      }
      result.r1 = accepted1 + accepted2 - taken;
    }
  }

  /** A full ring whose only slot is reused: the newcomer must not be cleared away. */
  @JCStressTest
  @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "no element is lost or doubled")
  @State
  public static class ReuseOfASlot {
    private final SpanQueue<Integer> queue = new SpanQueue<>(1);
    private int accepted = 1;
    private int taken;

    public ReuseOfASlot() {
      queue.offer(1);
    }

    @Actor
    public void producer() {
      if (queue.offer(10)) {
        accepted += 10;
      }
    }

    @Actor
    public void consumer() {
      for (int i = 0; i < 2; i++) {
        Integer element = queue.poll();
        taken += element == null ? 0 : element;
      }
    }

    @Arbiter
    public void books(I_Result result) {
      Integer rest = queue.poll();
      result.r1 = accepted - taken - (rest == null ? 0 : rest);
    }
  }

  /**
   * How the worker goes to sleep: it announces itself, then looks; a producer stores, then looks
   * for the announcement.
   */
  @JCStressTest
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "the worker sees the span")
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the producer wakes the worker")
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "the worker sleeps through a full batch")
  @State
  public static class WakeUp {
    private final SpanQueue<Integer> queue = new SpanQueue<>(4);
    private final AtomicInteger wanted = new AtomicInteger(Integer.MAX_VALUE);

    @Actor
    public void producer(II_Result result) {
      queue.offer(1);
      int limit = wanted.get();
      result.r1 = queue.size() >= limit && wanted.compareAndSet(limit, Integer.MAX_VALUE) ? 1 : 0;
    }

    @Actor
    public void worker(II_Result result) {
      wanted.set(1);
      result.r2 = queue.size() < 1 ? 0 : 1;
    }
  }
}
