package dev.clew.runtime;

import static java.util.Objects.requireNonNull;

import dev.clew.engine.Engine;
import dev.clew.engine.index.HookIndex;
import dev.clew.engine.spi.EngineHost;
import dev.clew.runtime.config.ConfigFile;
import dev.clew.runtime.config.Layers;
import dev.clew.runtime.config.PluginModes;
import dev.clew.runtime.log.AgentLog;
import java.io.PrintStream;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The agent between premain and shutdown: what the engine asks for, and the one daemon thread that
 * does everything else. The thread first waits for a class to match, at most {@link #QUIET_NANOS},
 * so that a program that ends at once pays for none of it.
 */
final class AgentRuntime implements EngineHost, Runnable {

  private static final long QUIET_NANOS = 400_000_000L;

  private final Layers layers;
  private final ConfigFile file;
  private final PluginModes modes;
  private final HookIndex index;
  private final List<String> startProblems;

  /** Standard error as the JVM made it; the application may put its logging behind System.err. */
  private final PrintStream standardError;

  private final Problems problems = new Problems();
  private final Readiness readiness;
  private volatile boolean matched;
  private volatile @Nullable Thread thread;
  private volatile @Nullable AgentSession session;
  private volatile @Nullable Engine engine;
  private long premainNanos;

  AgentRuntime(
      Layers layers,
      ConfigFile file,
      PluginModes modes,
      HookIndex index,
      List<String> startProblems,
      PrintStream standardError) {
    this.layers = layers;
    this.file = file;
    this.modes = modes;
    this.index = index;
    this.startProblems = startProblems;
    this.standardError = standardError;
    this.readiness = new Readiness(layers);
  }

  /** Begins; on the premain thread. */
  void start(Engine started, long premainBegan) {
    engine = started;
    if (layers.first("report.file") != null) {
      Shutdown.register(this);
    }
    Thread own = new Thread(this, "clew-runtime");
    own.setDaemon(true);
    own.setContextClassLoader(null);
    thread = own;
    premainNanos = System.nanoTime() - premainBegan;
    own.start();
  }

  @Override
  public int initialMode(String plugin, String group, boolean enabledByDefault) {
    return modes.mode(plugin, group, enabledByDefault);
  }

  @Override
  public void onFirstMatch() {
    matched = true;
    wake();
  }

  @Override
  public boolean awaitReady() {
    if (Thread.currentThread() == thread) {
      return readiness.isReady();
    }
    return readiness.await();
  }

  @Override
  public @Nullable String setting(String plugin, String key) {
    AgentSession current = session;
    String name = "plugin." + plugin + '.' + key;
    return current == null ? layers.first(name) : current.config().text(name);
  }

  @Override
  public void problem(String cause, String message, @Nullable Throwable error) {
    problems.add(cause, message, error);
    wake();
  }

  private void wake() {
    Thread own = thread;
    if (own != null) {
      LockSupport.unpark(own);
    }
  }

  /** The body of the thread. */
  @Override
  public void run() {
    AccessController.doPrivileged(
        new PrivilegedAction<@Nullable Void>() {
          @Override
          public @Nullable Void run() {
            work();
            return null;
          }
        });
  }

  private void work() {
    try {
      stayQuiet();
      AgentLog.standardError(standardError);
      Engine started = requireNonNull(engine, "engine");
      AgentSession opened = AgentSession.open(layers, file, index, started, startProblems);
      session = opened;
      opened.sayHello(premainNanos);
      boolean tried = false;
      while (true) {
        problems.log(AgentSession.LOG);
        if (matched && !tried) {
          tried = true;
          startTracing(opened, started);
        }
        opened.poll();
        LockSupport.parkNanos(this, opened.pollNanos());
      }
    } catch (Throwable e) {
      // Hooks that are live stay live; without this thread nothing changes any more.
      readiness.never();
      AgentSession.LOG.error("the agent's own thread ended", e);
      if (e instanceof VirtualMachineError) {
        throw (VirtualMachineError) e;
      }
    }
  }

  private void stayQuiet() {
    long end = System.nanoTime() + QUIET_NANOS;
    long left = QUIET_NANOS;
    while (!matched && startProblems.isEmpty() && left > 0) {
      LockSupport.parkNanos(this, left);
      left = end - System.nanoTime();
    }
  }

  private void startTracing(AgentSession opened, Engine started) {
    if (!opened.startTracing()) {
      readiness.never();
      return;
    }
    // Before any span can exist, so that none is left behind when the JVM ends now.
    Shutdown.register(this);
    readiness.ready();
    started.ready();
  }

  /** Null before the quiet time is over. */
  @Nullable AgentSession session() {
    return session;
  }

  Layers layers() {
    return layers;
  }

  @Nullable Engine engine() {
    return engine;
  }
}
