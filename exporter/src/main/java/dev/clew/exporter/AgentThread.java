package dev.clew.exporter;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * Makes daemon threads that carry nothing of the application thread that happens to start them:
 * topmost thread group, no context class loader, no inheritable thread locals (Java 9 and later),
 * no access-control context, and no uncaught exception that reaches the application's handler.
 */
public final class AgentThread {

  /** {@code Thread(ThreadGroup, Runnable, String, long, boolean)}, which Java 8 does not have. */
  private static final @Nullable MethodHandle CONSTRUCTOR = findConstructor();

  private AgentThread() {}

  /**
   * Makes a thread that is not started yet.
   *
   * @param body runs with the agent's own permissions under a security manager
   */
  public static Thread create(String name, Runnable body) {
    return AccessController.doPrivileged(
        new PrivilegedAction<Thread>() {
          @Override
          public Thread run() {
            return make(name, body);
          }
        });
  }

  private static Thread make(String name, Runnable body) {
    Thread thread = construct(topGroup(), new Privileged(body), name);
    thread.setDaemon(true);
    thread.setPriority(Thread.NORM_PRIORITY);
    thread.setContextClassLoader(null);
    thread.setUncaughtExceptionHandler(
        new Thread.UncaughtExceptionHandler() {
          @Override
          public void uncaughtException(
              Thread dead, Throwable thrown) {} // bodies report their own failures
        });
    return thread;
  }

  private static Thread construct(ThreadGroup group, Runnable body, String name) {
    MethodHandle constructor = CONSTRUCTOR;
    if (constructor != null) {
      try {
        return (Thread) constructor.invoke(group, body, name, 0L, false);
      } catch (Error e) {
        throw e;
      } catch (Throwable e) {
        // fall through: a thread that inherits is better than none
      }
    }
    return new Thread(group, body, name);
  }

  @SuppressWarnings("ThreadGroup") // only to step out of the group of whichever thread came first
  private static ThreadGroup topGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    for (ThreadGroup parent = group.getParent(); parent != null; parent = parent.getParent()) {
      group = parent;
    }
    return group;
  }

  private static @Nullable MethodHandle findConstructor() {
    try {
      return MethodHandles.publicLookup()
          .findConstructor(
              Thread.class,
              MethodType.methodType(
                  void.class,
                  ThreadGroup.class,
                  Runnable.class,
                  String.class,
                  long.class,
                  boolean.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static final class Privileged implements Runnable {
    private final Runnable body;

    Privileged(Runnable body) {
      this.body = body;
    }

    @Override
    public void run() {
      AccessController.doPrivileged(
          new PrivilegedAction<@Nullable Void>() {
            @Override
            public @Nullable Void run() {
              body.run();
              return null;
            }
          });
    }
  }
}
