package dev.clew.plugins.logback;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.clew.tests.scenario.LogScenario;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.LoggerFactory;

/** Lines of a pattern layout, direct and behind an async appender. */
public final class LogbackScenario extends LogScenario {

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Logger direct;
  private final Logger queued;

  public LogbackScenario() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern("%X{trace_id}|%X{span_id}|%X{trace_flags}|%m");
    layout.start();
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<ILoggingEvent>() {
          @Override
          protected void append(ILoggingEvent event) {
            lines.add(layout.doLayout(event));
          }
        };
    appender.setContext(context);
    appender.start();
    direct = context.getLogger("direct");
    direct.addAppender(appender);
    AsyncAppender async = new AsyncAppender();
    async.setContext(context);
    async.addAppender(appender);
    async.start();
    queued = context.getLogger("queued");
    queued.addAppender(async);
  }

  @Override
  protected List<String> modes() {
    return Arrays.asList("sync", "async");
  }

  @Override
  protected String log(String mode, String message) throws Exception {
    (mode.equals("async") ? queued : direct).info(message);
    return lines.take();
  }
}
