package dev.clew.plugins.executors;

import dev.clew.plugin.Arg;
import dev.clew.plugin.Enter;
import dev.clew.plugin.Exit;
import dev.clew.plugin.Field;
import dev.clew.plugin.Plugin;
import dev.clew.plugin.Returned;
import dev.clew.plugin.context.Contexts;
import dev.clew.plugin.context.PendingContexts;
import java.util.List;
import java.util.concurrent.RunnableScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Context through {@link java.util.concurrent.ThreadPoolExecutor} and its scheduled sub class: from
 * the submission to where the worker runs the task. No task is wrapped or touched. Repeated tasks
 * carry nothing: they do not belong to whoever started them.
 */
@Plugin(name = "executors", group = "context", contextOnly = true)
public final class ThreadPools {

  private static final String POOL = "java.util.concurrent.ThreadPoolExecutor";
  private static final PendingContexts PENDING = PendingContexts.create("thread-pool");

  /** What is attached on a worker's thread for the task it runs. */
  private static final ThreadLocal<@Nullable Object> ATTACHED = new ThreadLocal<>();

  @Enter(
      type = POOL,
      method = "execute",
      args = {"java.lang.Runnable"})
  public static void submitted(@Arg(0) Runnable task) {
    if (task != null) {
      PENDING.put(task, Contexts.capture());
    }
  }

  @Enter(
      type = "java.util.concurrent.ScheduledThreadPoolExecutor",
      method = "delayedExecute",
      args = {"java.util.concurrent.RunnableScheduledFuture"})
  public static void scheduled(@Arg(0) RunnableScheduledFuture<?> task) {
    if (task != null && !task.isPeriodic()) {
      PENDING.put(task, Contexts.capture());
    }
  }

  // Before the handler runs: it may submit the same task again.
  @Enter(
      type = POOL,
      method = "reject",
      args = {"java.lang.Runnable"})
  public static void rejected(@Arg(0) Runnable task) {
    PENDING.remove(task);
  }

  @Exit(
      type = POOL,
      method = "remove",
      args = {"java.lang.Runnable"})
  public static void removed(@Arg(0) Runnable task, @Returned boolean found) {
    if (found) {
      PENDING.remove(task);
    }
  }

  @Exit(
      type = POOL,
      method = "shutdownNow",
      args = {})
  public static void drained(@Returned List<Runnable> tasks) {
    if (tasks != null) {
      for (int i = 0; i < tasks.size(); i++) {
        PENDING.remove(tasks.get(i));
      }
    }
  }

  @Enter(
      type = "java.util.concurrent.ThreadPoolExecutor$Worker",
      method = "run",
      args = {})
  public static void first(@Field("firstTask") Runnable task) {
    attach(task);
  }

  @Enter(
      type = POOL,
      method = "getTask",
      args = {})
  public static void done() {
    detach();
  }

  @Exit(
      type = POOL,
      method = "getTask",
      args = {})
  public static void next(@Returned Runnable task) {
    attach(task);
  }

  @Enter(type = POOL, method = "processWorkerExit")
  public static void ended() {
    detach();
  }

  private static void attach(@Nullable Runnable task) {
    if (task != null) {
      Object attached = Contexts.attach(PENDING.take(task));
      if (attached != null) {
        ATTACHED.set(attached);
      }
    }
  }

  private static void detach() {
    Object attached = ATTACHED.get();
    if (attached != null) {
      ATTACHED.set(null);
      Contexts.detach(attached);
    }
  }
}
