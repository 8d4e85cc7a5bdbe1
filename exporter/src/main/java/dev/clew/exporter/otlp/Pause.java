package dev.clew.exporter.otlp;

import java.util.concurrent.TimeUnit;

/**
 * Waits of the export thread, all of which end when the process does. Times are {@link
 * System#nanoTime}.
 */
final class Pause {

  // Guarded by this.
  private boolean ending;
  private long endBy;

  /** Lets no wait, running or later, go beyond {@code nanoTime}. */
  synchronized void finishBy(long nanoTime) {
    endBy = !ending || nanoTime - endBy < 0 ? nanoTime : endBy;
    ending = true;
    notifyAll();
  }

  /** The deadline itself, or the end of the process if that comes first. */
  synchronized long earlier(long deadline) {
    return ending && endBy - deadline < 0 ? endBy : deadline;
  }

  /**
   * Waits.
   *
   * @param patient whether to wait also while the process ends, if there is time
   * @return false, at once, when there is no point in waiting any more
   */
  synchronized boolean until(long resume, boolean patient) {
    while (true) {
      long left = resume - System.nanoTime();
      if (left <= 0) {
        return true;
      }
      if (ending && (!patient || endBy - resume < 0)) {
        return false;
      }
      try {
        wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
      } catch (InterruptedException e) {
        // nobody of ours interrupts; the wait goes on
      }
    }
  }
}
