package dev.clew.benchmarks.jcstress;

import dev.clew.engine.slot.Slots;
import dev.clew.plugin.context.PendingContexts;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** One task submitted and run by two threads: each context once, the oldest first. */
public final class PendingInterleavings {

  private PendingInterleavings() {}

  private static int number(Object value) {
    return value == null ? 0 : (Integer) value;
  }

  /** Two runs of a task that was submitted twice. */
  @JCStressTest
  @Outcome(id = "1, 2, 0", expect = Expect.ACCEPTABLE, desc = "first come, first served")
  @Outcome(id = "2, 1, 0", expect = Expect.ACCEPTABLE, desc = "first come, first served")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost, mixed or taken twice")
  @State
  public static class TwoRuns {
    private final PendingContexts pending = new Slots().createPending();
    private final Object task = new Object();

    public TwoRuns() {
      pending.put(task, 1);
      pending.put(task, 2);
    }

    @Actor
    public void first(III_Result r) {
      r.r1 = number(pending.take(task));
    }

    @Actor
    public void second(III_Result r) {
      r.r2 = number(pending.take(task));
    }

    @Arbiter
    public void after(III_Result r) {
      r.r3 = number(pending.take(task));
    }
  }

  /** A second submission while the first one runs. */
  @JCStressTest
  @Outcome(id = "1, 2, 0", expect = Expect.ACCEPTABLE, desc = "the second waits")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost or mixed")
  @State
  public static class SubmitWhileRunning {
    private final PendingContexts pending = new Slots().createPending();
    private final Object task = new Object();

    public SubmitWhileRunning() {
      pending.put(task, 1);
    }

    @Actor
    public void submit() {
      pending.put(task, 2);
    }

    @Actor
    public void run(III_Result r) {
      r.r1 = number(pending.take(task));
    }

    @Arbiter
    public void after(III_Result r) {
      r.r2 = number(pending.take(task));
      r.r3 = number(pending.take(task));
    }
  }
}
