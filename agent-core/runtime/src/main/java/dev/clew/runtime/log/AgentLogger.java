package dev.clew.runtime.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that writes to {@link AgentLog}. */
final class AgentLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1L;

  AgentLogger(String name) {
    this.name = name;
  }

  @Override
  public boolean isTraceEnabled() {
    return AgentLog.enabled(AgentLog.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return AgentLog.enabled(AgentLog.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return AgentLog.enabled(AgentLog.INFO);
  }

  /** Warnings are always built, since they are counted also when they are not shown. */
  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable error) {
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    AgentLog.write(levelOf(level), name, String.valueOf(message), error);
  }

  private static int levelOf(Level level) {
    if (level == Level.ERROR) {
      return AgentLog.ERROR;
    }
    if (level == Level.WARN) {
      return AgentLog.WARN;
    }
    if (level == Level.INFO) {
      return AgentLog.INFO;
    }
    return level == Level.DEBUG ? AgentLog.DEBUG : AgentLog.TRACE;
  }
}
