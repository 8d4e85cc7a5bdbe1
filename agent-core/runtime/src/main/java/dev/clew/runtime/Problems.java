package dev.clew.runtime;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What happened on application threads and people should know. Kept until the agent's own thread
 * logs it: an application thread may hold any lock when a class is woven.
 */
final class Problems {

  private static final int MAX_WAITING = 200;

  /** A library in another version than a plugin is for is no fault: the ledger tells it. */
  private static final String EXPECTED = "plugin.incompatible";

  private final ConcurrentLinkedQueue<Problem> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  /** Takes a problem; beyond the bound it is dropped, the counters have it anyway. */
  void add(String cause, String message, @Nullable Throwable error) {
    if (count.incrementAndGet() <= MAX_WAITING) {
      waiting.add(new Problem(cause, message, error));
    } else {
      count.decrementAndGet();
    }
  }

  /** Logs what waits. */
  void log(Logger log) {
    Problem problem = waiting.poll();
    while (problem != null) {
      count.decrementAndGet();
      if (problem.cause.equals(EXPECTED)) {
        log.debug(problem.message, problem.error);
      } else {
        log.warn(problem.cause + ": " + problem.message, problem.error);
      }
      problem = waiting.poll();
    }
  }

  private static final class Problem {
    final String cause;
    final String message;
    final @Nullable Throwable error;

    Problem(String cause, String message, @Nullable Throwable error) {
      this.cause = cause;
      this.message = message;
      this.error = error;
    }
  }
}
