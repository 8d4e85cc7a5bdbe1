package dev.clew.bootstrap;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The entry points the JVM calls. Neither ever throws: a failure costs the traces and one line on
 * standard error, never the application.
 */
public final class ClewAgent {

  private ClewAgent() {}

  /** Called on the main thread before the application's {@code main}. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation, /* attached= */ false);
  }

  /** Called on a thread of the JVM when a tool attaches the agent to a running application. */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation, /* attached= */ true);
  }

  private static void start(
      @Nullable String arguments, Instrumentation instrumentation, boolean attached) {
    long startNanos = System.nanoTime();
    try {
      if (System.getSecurityManager() != null) {
        Privileges.raise(instrumentation);
      }
      Start.start(ClewAgent.class, arguments, instrumentation, attached, startNanos);
    } catch (IllegalStateException e) {
      say(e.getMessage()); // a sentence, ours or of what runs inside AgentLoader
    } catch (UnsupportedClassVersionError e) {
      say("this Java is too old, 8u40 is the first that works"); // the packer lowers this class's
      // version
    } catch (Throwable e) {
      say("the start failed: " + e);
    }
  }

  /** Writes the one line; standard error, because there is no logging yet and may never be. */
  private static void say(@Nullable String why) {
    try {
      System.err.println("[clew] Not started, the application runs untraced: " + oneLine(why));
    } catch (Throwable e) {
      // Nowhere to tell it.
    }
  }

  private static String oneLine(@Nullable String text) {
    return text == null ? "no reason given" : text.replace('\r', ' ').replace('\n', ' ');
  }
}
