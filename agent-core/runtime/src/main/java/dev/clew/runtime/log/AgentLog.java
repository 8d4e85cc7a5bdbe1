package dev.clew.runtime.log;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where all lines of the agent end. Thread-safe; a line is one write. Levels may change at any
 * time. Until {@link #open} is called lines go to standard error.
 */
public final class AgentLog {

  static final int OFF = 0;
  static final int ERROR = 1;
  static final int WARN = 2;
  static final int INFO = 3;
  static final int DEBUG = 4;
  static final int TRACE = 5;

  private static final String[] NAMES = {"OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE"};
  private static final AtomicLong WARNINGS = new AtomicLong();

  private static volatile int level = INFO;
  private static volatile @Nullable LogFile file;
  private static volatile RateLimit limit = new RateLimit(60_000);

  private static volatile PrintStream standardError = System.err;

  private AgentLog() {}

  /** Sets the stream for lines that go to no file. */
  public static void standardError(PrintStream stream) {
    standardError = stream;
  }

  /** The stream for people who look at a terminal. */
  public static PrintStream standardError() {
    return standardError;
  }

  /**
   * Opens the log.
   *
   * @param path the file, or null for standard error
   * @param maxBytes size at which the file is rotated
   */
  public static void open(@Nullable String path, long maxBytes) {
    file = path == null ? null : new LogFile(path, maxBytes);
  }

  /** Sets the level by its name in lower case, as {@code log.level} accepts it. */
  public static void level(String name) {
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].toLowerCase(Locale.ROOT).equals(name)) {
        level = i;
      }
    }
  }

  /** Lines of level WARN and ERROR so far, those that the rate limit kept back included. */
  public static long warnings() {
    return WARNINGS.get();
  }

  static boolean enabled(int wanted) {
    return wanted <= level;
  }

  /** Writes one line, and the stack trace of an error below it. Never throws. */
  static void write(int lineLevel, String logger, String message, @Nullable Throwable error) {
    try {
      if (lineLevel <= WARN) {
        WARNINGS.incrementAndGet();
      }
      if (!enabled(lineLevel)) {
        return;
      }
      long now = System.currentTimeMillis();
      String suffix = "";
      if (lineLevel <= WARN && level < DEBUG) {
        long held = limit.admit(logger, message, now);
        if (held < 0) {
          return;
        }
        suffix = held == 0 ? "" : " (and " + held + " more like this)";
      }
      emit(format(lineLevel, logger, message + suffix, error, now));
    } catch (Throwable e) {
      // A log that fails has nowhere to say so.
    }
  }

  private static String format(
      int lineLevel, String logger, String message, @Nullable Throwable error, long now) {
    StringBuilder line = new StringBuilder(160).append("[clew] ");
    Timestamp.append(line, now);
    line.append(' ').append(NAMES[lineLevel]).append(' ');
    line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(" - ");
    appendPrintable(line, message);
    // Networks and disks fail without anybody's fault: the stack would only say where we are.
    boolean brief = error instanceof IOException && level < DEBUG;
    if (error != null && brief) {
      line.append(" (").append(error.getClass().getSimpleName()).append(')');
    }
    line.append(System.lineSeparator());
    if (error != null && !brief) {
      StringWriter trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace, true));
      line.append(trace);
    }
    return line.toString();
  }

  /** A peer or a library may have chosen parts of a message: it stays one line. */
  private static void appendPrintable(StringBuilder line, String message) {
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      line.append(c < ' ' ? ' ' : c);
    }
  }

  private static void emit(String text) {
    LogFile target = file;
    if (target != null) {
      String failure = target.append(text);
      if (failure == null) {
        return;
      }
      file = null;
      print("[clew] the log goes to standard error: " + failure + System.lineSeparator());
    }
    print(text);
  }

  private static void print(String text) {
    PrintStream err = standardError;
    err.print(text);
    err.flush();
  }

  /** For tests: forgets counters, file and rate limit. */
  static void reset() {
    WARNINGS.set(0);
    level = INFO;
    file = null;
    standardError = System.err;
    limit = new RateLimit(60_000);
  }
}
