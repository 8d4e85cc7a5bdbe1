package dev.clew.engine.link;

import dev.clew.engine.index.HookIndex;
import dev.clew.engine.spi.EngineHost;
import dev.clew.plugin.spi.HookErrors;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where errors of hooks end: counted per hook, the first of each handed to the host, and a hook
 * that fails too often is quarantined. Runs on application threads, on the path of a failed hook
 * only.
 *
 * <p>A hook's success leaves no trace, so "too often" is a number of errors within a minute.
 */
final class HookFailures implements HookErrors.Handler {

  /** Errors within a minute that quarantine a hook, unless configured otherwise. */
  static final int DEFAULT_LIMIT = 100;

  private static final long WINDOW_NANOS = 60_000_000_000L;

  /** Hooks counted one by one; the errors of further ones count in the total only. */
  private static final int MAX_HOOKS = 4096;

  /** What the linker does about failures. */
  interface Reaction {
    /** A hook exceeded the limit. */
    void quarantine(int plugin, String hook);

    /** A hook met a linkage error. */
    void linkageError(int plugin, LinkageError error);
  }

  /** Time in nanoseconds. */
  interface Clock {
    long nanoTime();
  }

  private final HookIndex index;
  private final EngineHost host;
  private final Clock clock;
  private final AtomicLong total = new AtomicLong();
  private final ConcurrentHashMap<String, Count> counts = new ConcurrentHashMap<String, Count>();

  /** Set while this thread is in here: an error of our own handling is only counted. */
  private final ThreadLocal<@Nullable Boolean> handling = new ThreadLocal<>();

  private volatile int limit = DEFAULT_LIMIT;
  private final Reaction reaction;

  HookFailures(HookIndex index, EngineHost host, Clock clock, Reaction reaction) {
    this.index = index;
    this.host = host;
    this.clock = clock;
    this.reaction = reaction;
  }

  /** Zero never quarantines. */
  void limit(int errorsPerMinute) {
    limit = errorsPerMinute;
  }

  long total() {
    return total.get();
  }

  /** Errors by {@code plugin.hook}, sorted. */
  TreeMap<String, Long> byHook() {
    TreeMap<String, Long> result = new TreeMap<String, Long>();
    for (ConcurrentHashMap.Entry<String, Count> entry : counts.entrySet()) {
      result.put(entry.getKey(), entry.getValue().errors.get());
    }
    return result;
  }

  /** Starts the windows of a plugin's hooks anew, after it was switched on again. */
  void forgive(String plugin) {
    for (ConcurrentHashMap.Entry<String, Count> entry : counts.entrySet()) {
      if (entry.getKey().startsWith(plugin + '.')) {
        entry.getValue().restart(clock.nanoTime());
      }
    }
  }

  @Override
  public void suppressed(Throwable error, String plugin, String hook) {
    total.incrementAndGet();
    if (handling.get() != null) {
      return;
    }
    handling.set(Boolean.TRUE);
    try {
      handle(error, plugin, hook);
    } finally {
      handling.remove();
    }
  }

  private void handle(Throwable error, String plugin, String hook) {
    Count count = count(plugin + '.' + hook);
    if (count == null) {
      return;
    }
    if (count.errors.incrementAndGet() == 1) {
      host.problem("hook.error", "hook " + hook + " of plugin " + plugin + " failed", error);
    }
    int id = plugin(plugin);
    if (id < 0) {
      return;
    }
    if (error instanceof LinkageError) {
      reaction.linkageError(id, (LinkageError) error);
    }
    int allowed = limit;
    if (allowed > 0 && count.inWindow(clock.nanoTime()) == allowed) {
      reaction.quarantine(id, hook);
    }
  }

  private @Nullable Count count(String key) {
    Count count = counts.get(key);
    if (count == null && counts.size() < MAX_HOOKS) {
      Count created = new Count(clock.nanoTime());
      Count present = counts.putIfAbsent(key, created);
      count = present == null ? created : present;
    }
    return count;
  }

  private int plugin(String name) {
    for (int i = 0; i < index.pluginCount(); i++) {
      if (index.pluginName(i).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static final class Count {
    final AtomicLong errors = new AtomicLong();
    private long windowStart;
    private int windowErrors;

    Count(long now) {
      windowStart = now;
    }

    synchronized int inWindow(long now) {
      if (now - windowStart > WINDOW_NANOS) {
        restart(now);
      }
      return ++windowErrors;
    }

    synchronized void restart(long now) {
      windowStart = now;
      windowErrors = 0;
    }
  }
}
