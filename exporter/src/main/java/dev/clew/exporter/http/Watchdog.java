package dev.clew.exporter.http;

import dev.clew.exporter.AgentThread;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a socket at a deadline: the one way to end a blocked connect, handshake, write or read
 * alike. Its daemon thread starts with the first use and ends after a minute without any.
 */
final class Watchdog implements Runnable {

  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

  // All guarded by this.
  private @Nullable Closeable watched;
  private long deadline;
  private boolean fired;
  private boolean running;

  /**
   * Closes {@code target} at {@code nanoTime} unless {@link #release} comes first. One target at a
   * time.
   */
  synchronized void watch(Closeable target, long nanoTime) {
    watched = target;
    deadline = nanoTime;
    fired = false;
    if (!running) {
      AgentThread.create("clew-exporter-deadline", this).start();
      running = true;
    }
    notifyAll();
  }

  /** Ends the watch; true if the target was closed by it. */
  synchronized boolean release() {
    watched = null;
    return fired;
  }

  /** Brings the deadline of the watch under way forward. */
  synchronized void hasten(long nanoTime) {
    if (watched != null && nanoTime - deadline < 0) {
      deadline = nanoTime;
      notifyAll();
    }
  }

  @Override
  public void run() {
    while (true) {
      Closeable due = next();
      if (due == null) {
        return;
      }
      try {
        due.close();
      } catch (IOException | RuntimeException e) {
        // it is closed for us either way
      }
    }
  }

  /** The next target to close; null when nothing was watched for long. */
  private synchronized @Nullable Closeable next() {
    long idleUntil = System.nanoTime() + IDLE_NANOS;
    while (true) {
      long now = System.nanoTime();
      long remaining = (watched == null ? idleUntil : deadline) - now;
      if (remaining <= 0) {
        Closeable due = watched;
        watched = null;
        fired = due != null;
        running = due != null;
        return due;
      }
      try {
        wait(TimeUnit.NANOSECONDS.toMillis(remaining) + 1);
      } catch (InterruptedException e) {
        // not ours to obey: the thread ends by itself when idle
      }
      if (watched != null) {
        idleUntil = System.nanoTime() + IDLE_NANOS;
      }
    }
  }
}
