package dev.clew.tests.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that repeat a call until stopped, and count. */
final class Load {

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile String firstFailure = "";
  private volatile boolean stopped;

  Load(int count, Callable<?> call) {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> repeat(call), "load-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void repeat(Callable<?> call) {
    while (!stopped) {
      try {
        call.call();
        done.incrementAndGet();
      } catch (Throwable e) { // counted and shown to the contract
        if (failed.getAndIncrement() == 0) {
          firstFailure = e.toString();
        }
      }
    }
  }

  /** Returns successes, failures and the first failure, empty for none. */
  List<String> stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return Arrays.asList(String.valueOf(done), String.valueOf(failed), firstFailure);
  }
}
