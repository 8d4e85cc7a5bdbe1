package dev.clew.tests.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Lines that a process writes, kept in memory up to a cap, read by a thread of its own. */
final class Output {

  private static final int MAX_LINES = 50_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> lines = new ArrayList<>(); // guarded by lock; the last ones
  private int forgotten; // guarded by lock; lines before the first that is kept
  private boolean ended; // guarded by lock
  private final Thread reader;

  Output(InputStream in, String name) {
    reader = new Thread(() -> read(in), name);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream in) {
    try (BufferedReader text =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        add(line, false);
      }
    } catch (IOException e) {
      add("(unreadable: " + e + ")", false); // the process was killed
    }
    add("", true);
  }

  private void add(String line, boolean end) {
    lock.lock();
    try {
      if (end) {
        ended = true;
      } else {
        lines.add(line);
      }
      if (lines.size() > MAX_LINES) {
        lines.subList(0, MAX_LINES / 2).clear();
        forgotten += MAX_LINES / 2;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The first line at or after {@code from} that matches; empty after the deadline or at the end of
   * output.
   */
  Optional<String> await(int from, Predicate<String> condition, Duration deadline)
      throws InterruptedException {
    long left = deadline.toNanos();
    int next = from;
    lock.lock();
    try {
      while (true) {
        for (; next < forgotten + lines.size(); next++) {
          String line = lines.get(Math.max(0, next - forgotten));
          if (condition.test(line)) {
            return Optional.of(line);
          }
        }
        if (ended || left <= 0) {
          return Optional.empty();
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return forgotten + lines.size();
    } finally {
      lock.unlock();
    }
  }

  List<String> lines() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all is read; the process has ended. */
  void join(Duration deadline) throws InterruptedException {
    reader.join(deadline.toMillis());
  }
}
