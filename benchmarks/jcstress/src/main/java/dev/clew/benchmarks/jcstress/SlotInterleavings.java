package dev.clew.benchmarks.jcstress;

import dev.clew.engine.slot.Slots;
import dev.clew.plugin.Slot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two threads on one slot; a value is seen whole, taken once and never comes back. */
public final class SlotInterleavings {

  private SlotInterleavings() {}

  private static int number(Object value) {
    return value == null ? 0 : (Integer) value;
  }

  /** A slot with one owner. */
  static class OneOwner {
    final Slot<Object, Object> slot = new Slots().create(Object.class, "stress");
    final Object owner = new Object();
  }

  /** Two takers, one value. */
  @JCStressTest
  @Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "the first took it")
  @Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "the second took it")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost or taken twice")
  @State
  public static class TakeOnce extends OneOwner {
    public TakeOnce() {
      slot.set(owner, 1);
    }

    @Actor
    public void first(III_Result r) {
      r.r1 = number(slot.take(owner));
    }

    @Actor
    public void second(III_Result r) {
      r.r2 = number(slot.take(owner));
    }

    @Arbiter
    public void after(III_Result r) {
      r.r3 = number(slot.get(owner));
    }
  }

  /** Two set if absent: one wins, the other is told. */
  @JCStressTest
  @Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "the first set it")
  @Outcome(id = "2, 0, 2", expect = Expect.ACCEPTABLE, desc = "the second set it")
  @Outcome(expect = Expect.FORBIDDEN, desc = "both or none")
  @State
  public static class SetOnce extends OneOwner {
    @Actor
    public void first(III_Result r) {
      r.r1 = number(slot.setIfAbsent(owner, 1));
    }

    @Actor
    public void second(III_Result r) {
      r.r2 = number(slot.setIfAbsent(owner, 2));
    }

    @Arbiter
    public void after(III_Result r) {
      r.r3 = number(slot.get(owner));
    }
  }

  /** Writers of different owners never lose each other's value, also while the table grows. */
  @JCStressTest
  @Outcome(id = "1, 2, 3, 64", expect = Expect.ACCEPTABLE, desc = "all there")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a value was lost")
  @State
  public static class GrowUnderWrites {
    private static final int OTHERS = 61;

    private final Slots slots = new Slots();
    private final Slot<Object, Object> slot = slots.create(Object.class, "stress");
    private final Object[] owners = new Object[OTHERS];
    private final Object a = new Object();
    private final Object b = new Object();
    private final Object c = new Object();

    public GrowUnderWrites() {
      slot.set(a, 1);
    }

    @Actor
    public void grow() {
      for (int i = 0; i < OTHERS; i++) {
        owners[i] = new Object();
        slot.set(owners[i], i);
      }
    }

    @Actor
    public void write(IIII_Result r) {
      slot.set(b, 2);
      r.r1 = number(slot.get(a));
      slot.set(c, 3);
    }

    @Arbiter
    public void after(IIII_Result r) {
      r.r2 = number(slot.get(b));
      r.r3 = number(slot.get(c));
      r.r4 = (int) slots.entries();
      for (Object owner : owners) {
        if (slot.get(owner) == null) {
          r.r4 = -1;
        }
      }
    }
  }
}
