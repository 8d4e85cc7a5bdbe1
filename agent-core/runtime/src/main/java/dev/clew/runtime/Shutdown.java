package dev.clew.runtime;

import dev.clew.engine.Engine;
import dev.clew.runtime.sdk.Tracing;
import java.io.File;
import java.io.IOException;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What happens when the JVM ends: flush, at most {@link #FLUSH_MILLIS}, then the report. */
final class Shutdown implements Runnable {

  /** With the report and some slack below the two seconds that an exit may take longer. */
  private static final long FLUSH_MILLIS = 1_700;

  private static final AtomicBoolean REGISTERED = new AtomicBoolean();

  private final AgentRuntime runtime;

  private Shutdown(AgentRuntime runtime) {
    this.runtime = runtime;
  }

  /** Registers the hook, once. Does nothing when the JVM already ends. */
  static void register(AgentRuntime runtime) {
    if (!REGISTERED.compareAndSet(false, true)) {
      return;
    }
    Thread thread = new Thread(new Shutdown(runtime), "clew-shutdown");
    thread.setContextClassLoader(null);
    try {
      Runtime.getRuntime().addShutdownHook(thread);
    } catch (IllegalStateException e) {
      // Too late for spans; there are none yet.
    }
  }

  @Override
  public void run() {
    AccessController.doPrivileged(
        new PrivilegedAction<@Nullable Void>() {
          @Override
          public @Nullable Void run() {
            finish();
            return null;
          }
        });
  }

  private void finish() {
    AgentSession session = runtime.session();
    Tracing tracing = session == null ? null : session.tracing();
    try {
      if (tracing != null) {
        tracing.shutdown(FLUSH_MILLIS);
      }
    } catch (RuntimeException | LinkageError e) {
      AgentSession.LOG.warn("the last spans were not sent", e);
    }
    String path = runtime.layers().first("report.file");
    Engine engine = runtime.engine();
    if (path == null || engine == null) {
      return;
    }
    try {
      EndReport.of(engine, session).write(new File(path));
    } catch (IOException | RuntimeException | LinkageError e) {
      AgentSession.LOG.warn("the report was not written", e);
    }
  }
}
