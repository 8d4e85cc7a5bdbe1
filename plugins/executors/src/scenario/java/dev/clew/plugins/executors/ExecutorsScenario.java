package dev.clew.plugins.executors;

import dev.clew.tests.scenario.ContextScenario;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The ways into a thread pool. */
public final class ExecutorsScenario extends ContextScenario {

  private final ExecutorService pool = Executors.newFixedThreadPool(1);
  private final ExecutorService cached = Executors.newCachedThreadPool();
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);

  @Override
  protected List<String> hops() {
    return Arrays.asList("submit", "callable", "invoke-all", "cached", "schedule", "periodic");
  }

  @Override
  protected boolean carries(String hop) {
    return !hop.equals("periodic"); // repeated work does not belong to whoever started it
  }

  @Override
  protected Wait hop(String name, Runnable task) throws Exception {
    Callable<Object> callable = Executors.callable(task);
    switch (name) {
      case "submit":
        return pool.submit(task)::get;
      case "callable":
        return pool.submit(callable)::get;
      case "invoke-all":
        List<Future<Object>> futures = pool.invokeAll(Collections.singletonList(callable));
        return futures.get(0)::get;
      case "cached":
        return cached.submit(task)::get;
      case "schedule":
        return scheduler.schedule(callable, 1, TimeUnit.MILLISECONDS)::get;
      default:
        return once(task);
    }
  }

  private Wait once(Runnable task) {
    java.util.concurrent.CountDownLatch ran = new java.util.concurrent.CountDownLatch(1);
    Future<?> future =
        scheduler.scheduleAtFixedRate(
            () -> {
              if (ran.getCount() > 0) {
                task.run();
                ran.countDown();
              }
            },
            0,
            1,
            TimeUnit.HOURS);
    return () -> {
      ran.await();
      future.cancel(false);
    };
  }

  @Override
  public void close() {
    pool.shutdown();
    cached.shutdown();
    scheduler.shutdown();
  }
}
