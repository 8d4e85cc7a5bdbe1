package dev.clew.runtime.jul;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The methods of {@code java.util.logging.Logger} that the OpenTelemetry SDK calls, over SLF4J. */
public final class Logger {

  private final org.slf4j.Logger target;

  private Logger(org.slf4j.Logger target) {
    this.target = target;
  }

  public static Logger getLogger(String name) {
    return new Logger(LoggerFactory.getLogger(name));
  }

  public @Nullable String getName() {
    return target.getName();
  }

  public boolean isLoggable(Level level) {
    int value = level.intValue();
    if (value >= Level.WARNING.intValue()) {
      return true;
    }
    if (value >= Level.INFO.intValue()) {
      return target.isInfoEnabled();
    }
    return value >= Level.FINE.intValue() ? target.isDebugEnabled() : target.isTraceEnabled();
  }

  public void log(Level level, @Nullable String message) {
    log(level, message, (Throwable) null);
  }

  public void log(Level level, @Nullable String message, @Nullable Object argument) {
    log(level, message, new Object[] {argument});
  }

  /** Fills {@code {0}}, {@code {1}} … in without {@code java.text}. */
  public void log(Level level, @Nullable String message, Object @Nullable [] arguments) {
    if (!isLoggable(level)) {
      return;
    }
    String text = String.valueOf(message);
    int count = arguments == null ? 0 : arguments.length;
    for (int i = 0; i < count && arguments != null; i++) {
      text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
    }
    log(level, text, (Throwable) null);
  }

  public void log(Level level, @Nullable String message, @Nullable Throwable error) {
    String text = String.valueOf(message);
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      target.error(text, error);
    } else if (value >= Level.WARNING.intValue()) {
      target.warn(text, error);
    } else if (value >= Level.INFO.intValue()) {
      target.info(text, error);
    } else if (value >= Level.FINE.intValue()) {
      target.debug(text, error);
    } else {
      target.trace(text, error);
    }
  }

  public void severe(@Nullable String message) {
    log(Level.SEVERE, message);
  }

  public void warning(@Nullable String message) {
    log(Level.WARNING, message);
  }

  public void info(@Nullable String message) {
    log(Level.INFO, message);
  }

  public void config(@Nullable String message) {
    log(Level.CONFIG, message);
  }

  public void fine(@Nullable String message) {
    log(Level.FINE, message);
  }

  public void finer(@Nullable String message) {
    log(Level.FINER, message);
  }

  public void finest(@Nullable String message) {
    log(Level.FINEST, message);
  }
}
