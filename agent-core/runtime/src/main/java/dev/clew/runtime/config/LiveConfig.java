package dev.clew.runtime.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The configuration in force and its reload in two phases: the whole file is parsed and validated,
 * then each changed key is applied. {@link #current} may be called by any thread, the rest by the
 * agent's own thread only.
 */
public final class LiveConfig {

  private final ConfigFile file;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong partial = new AtomicLong();
  private final AtomicLong applied = new AtomicLong();
  private volatile Config current;
  private @Nullable String lastReadError;

  /** Starts with a configuration that was read from {@code file}. */
  public LiveConfig(Config first, ConfigFile file) {
    this.current = first;
    this.file = file;
  }

  /** Told after a change is in force. */
  public interface Listener {
    /** Must not throw; compares the keys it knows. */
    void changed(Config before, Config after);
  }

  /** What a reload has to say, already worded. */
  public interface Audit {
    /** A key was applied, or why its change has no effect. */
    void info(String message);

    /** A value or the file was refused. */
    void warn(String message);
  }

  /** The settings in force. */
  public Config current() {
    return current;
  }

  /** Adds a listener. */
  public void onChange(Listener listener) {
    listeners.add(listener);
  }

  /** Reloads that were refused as a whole. */
  public long failedReloads() {
    return failed.get();
  }

  /** Reloads of which some keys were refused. */
  public long partialReloads() {
    return partial.get();
  }

  /** Reloads that were taken whole. */
  public long appliedReloads() {
    return applied.get();
  }

  /** Looks at the file once and applies what changed. Never throws. */
  public void poll(long nowMillis, Audit audit) {
    byte[] bytes;
    try {
      bytes = file.poll(nowMillis);
      lastReadError = null;
    } catch (IOException e) {
      String error = String.valueOf(e.getMessage());
      if (!error.equals(lastReadError)) {
        lastReadError = error;
        failed.incrementAndGet();
        audit.warn(file.path() + " cannot be read, the settings stay: " + error);
      }
      return;
    }
    if (bytes != null) {
      reload(bytes, audit);
    }
  }

  private void reload(byte[] bytes, Audit audit) {
    Config before = current;
    List<String> problems = new ArrayList<>();
    Config after;
    try {
      Layers layers = before.layers();
      after =
          ConfigReader.reread(
              layers.withFile(FileText.parse(bytes, layers.environment(), problems)),
              before,
              problems);
    } catch (IOException e) {
      failed.incrementAndGet();
      audit.warn(file.path() + " is refused, the settings stay: " + e.getMessage());
      return;
    }
    if (problems.isEmpty()) {
      applied.incrementAndGet();
    } else {
      partial.incrementAndGet();
      audit.warn(file.path() + ": " + String.join("; ", problems));
    }
    Config merged = applyDynamic(before, after, audit);
    current = merged;
    for (Listener listener : listeners) {
      listener.changed(before, merged);
    }
  }

  /** Takes dynamic keys from {@code after}, all others from {@code before}. */
  private static Config applyDynamic(Config before, Config after, Audit audit) {
    Map<ConfigKey<?>, Config.Entry> entries = new LinkedHashMap<>();
    for (ConfigKey<?> key : Keys.all()) {
      Config.Entry old = before.entry(key);
      Config.Entry fresh = after.entry(key);
      boolean same = old.value.equals(fresh.value);
      if (same || key.dynamic()) {
        entries.put(key, fresh);
      } else {
        entries.put(key, old);
      }
      if (!same) {
        audit.info(describe(key, old, fresh));
      } else {
        reportShadowed(key, before, after, audit);
      }
    }
    return new Config(entries, after.layers());
  }

  private static String describe(ConfigKey<?> key, Config.Entry old, Config.Entry fresh) {
    String change = key + ": " + shown(key, old) + " -> " + shown(key, fresh);
    return key.dynamic() ? change : change + " takes effect at the next start";
  }

  private static String shown(ConfigKey<?> key, Config.Entry entry) {
    return (entry.text.isEmpty() ? "none" : key.shown(entry.text)) + " (" + entry.origin + ")";
  }

  private static void reportShadowed(ConfigKey<?> key, Config before, Config after, Audit audit) {
    String old = before.layers().find(Origin.FILE, key.name());
    String fresh = after.layers().find(Origin.FILE, key.name());
    Config.Entry entry = after.entry(key);
    if (fresh != null && !fresh.equals(old) && entry.origin.compareTo(Origin.FILE) < 0) {
      audit.info(key + " in the file has no effect: " + entry.origin + " is stronger");
    }
  }
}
