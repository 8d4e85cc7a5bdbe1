package dev.clew.runtime;

import dev.clew.engine.Engine;
import dev.clew.engine.index.HookIndex;
import dev.clew.plugin.spi.Agent;
import dev.clew.runtime.config.Config;
import dev.clew.runtime.config.ConfigFile;
import dev.clew.runtime.config.ConfigReader;
import dev.clew.runtime.config.Keys;
import dev.clew.runtime.config.Layers;
import dev.clew.runtime.config.LiveConfig;
import dev.clew.runtime.log.AgentLog;
import dev.clew.runtime.resource.Surroundings;
import dev.clew.runtime.sdk.CauseCounters;
import dev.clew.runtime.sdk.RuntimeServices;
import dev.clew.runtime.sdk.Tracing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Configuration, log and, once a class matched, tracing. Belongs to the agent's own thread. */
final class AgentSession {

  static final Logger LOG = LoggerFactory.getLogger("dev.clew.agent");

  private final HookIndex index;
  private final Engine engine;
  private final LiveConfig live;
  private final String version = Version.read();
  private final CauseCounters causes = new CauseCounters();
  private final Audit audit = new Audit();
  private volatile @Nullable Tracing tracing;

  private AgentSession(HookIndex index, Engine engine, LiveConfig live) {
    this.index = index;
    this.engine = engine;
    this.live = live;
  }

  /** Reads the configuration, opens the log, and says what is wrong with either. */
  static AgentSession open(
      Layers layers, ConfigFile file, HookIndex index, Engine engine, List<String> startProblems) {
    List<String> problems = new ArrayList<>(startProblems);
    Config config = ConfigReader.read(layers, problems);
    String logFile = config.get(Keys.LOG_FILE);
    AgentLog.level(config.get(Keys.LOG_LEVEL));
    AgentLog.open(logFile.isEmpty() ? null : logFile, config.get(Keys.LOG_FILE_SIZE));
    UnknownKeyWatch unknown = new UnknownKeyWatch(index);
    problems.addAll(unknown.find(config));
    for (String problem : problems) {
      LOG.warn(problem);
    }
    LiveConfig live = new LiveConfig(config, file);
    live.onChange(new LogLevel());
    live.onChange(unknown);
    live.onChange(new PluginSwitch(index, engine));
    engine.quarantineAfter(config.get(Keys.QUARANTINE_AFTER));
    return new AgentSession(index, engine, live);
  }

  /** The one line that every start writes. */
  void sayHello(long premainNanos) {
    LOG.info(StartLine.of(version, config(), index, premainNanos, engine.stats()));
  }

  Config config() {
    return live.current();
  }

  CauseCounters causes() {
    return causes;
  }

  LiveConfig live() {
    return live;
  }

  @Nullable Tracing tracing() {
    return tracing;
  }

  /** Sets the SDK up; false, with the reason in the log, when that is not possible. */
  boolean startTracing() {
    try {
      Tracing started = Tracing.start(config(), version, salt(), Surroundings.real());
      RuntimeServices services =
          new RuntimeServices(config(), started, new EngineStorage(engine.slots()), causes);
      live.onChange(started);
      live.onChange(services);
      tracing = started;
      Agent.install(services);
      return true;
    } catch (RuntimeException | LinkageError e) {
      LOG.error("tracing cannot start, the application runs untraced", e);
      return false;
    }
  }

  /** Looks at the configuration file. */
  void poll() {
    if (config().get(Keys.CONFIG_POLL) > 0) {
      live.poll(System.currentTimeMillis(), audit);
    }
  }

  long pollNanos() {
    long millis = config().get(Keys.CONFIG_POLL);
    return millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Differs between JVMs that start in the same instant on one machine or on many. */
  private static long salt() {
    long salt = System.nanoTime() ^ Long.rotateLeft(System.currentTimeMillis(), 32);
    salt ^= Long.rotateLeft(System.identityHashCode(new Object()), 20);
    String host = System.getenv("HOSTNAME");
    String pid = String.valueOf(System.getProperty("sun.java.launcher.pid"));
    return salt ^ Long.rotateLeft((host + pid).hashCode(), 44);
  }

  private static final class LogLevel implements LiveConfig.Listener {
    @Override
    public void changed(Config before, Config after) {
      AgentLog.level(after.get(Keys.LOG_LEVEL));
    }
  }

  private static final class Audit implements LiveConfig.Audit {
    @Override
    public void info(String message) {
      LOG.info("configuration: {}", message);
    }

    @Override
    public void warn(String message) {
      LOG.warn("configuration: {}", message);
    }
  }
}
