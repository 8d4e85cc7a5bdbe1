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

  /** Waits; false, at once, if the process ends before {@code resume}. */
  synchronized boolean until(long resume) {
    while (true) {
      long left = resume - System.nanoTime();
      if (left <= 0) {
        return true;
      }
      if (ending && endBy - resume < 0) {
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
