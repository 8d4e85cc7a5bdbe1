package seen;

import java.util.concurrent.atomic.AtomicLong;

/** What hooks of the toggle test count: visible to them through the test's loader. */
public final class Calls {

  public static final AtomicLong ENTERED = new AtomicLong();
  public static final AtomicLong OPEN = new AtomicLong();
  public static final AtomicLong MISMATCHED = new AtomicLong();

  private Calls() {}
}
