package dev.clew.plugin.family;

import dev.clew.plugin.spi.Agent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a failure does to a span: status, {@code error.type} and one exception event. */
public final class Failures {

  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  private static final int MAX_UNWRAPPED = 8;

  private Failures() {}

  /**
   * Returns the exception to report: without the wrappers that futures and reflection put around
   * it. Null for null and for what {@code FamilySettings.ignoredExceptions} names.
   */
  public static @Nullable Throwable relevant(@Nullable Throwable error) {
    if (error == null) {
      return null;
    }
    Throwable unwrapped = unwrap(error);
    List<String> ignored = Agent.services().settings().ignoredExceptions();
    return ignored.isEmpty() || !isIgnored(unwrapped, ignored) ? unwrapped : null;
  }

  /** Marks the span as failed with an exception, and records the exception as an event. */
  public static void fail(Span span, Throwable error, @Nullable String type) {
    fail(span, type == null ? error.getClass().getName() : type);
    try {
      span.recordException(error);
    } catch (RuntimeException | StackOverflowError e) {
      // getMessage() and printStackTrace() are the application's code.
      Agent.services().count("exception.unreadable");
    }
  }

  /** Marks the span as failed; the description stays empty, exceptions may tell secrets. */
  public static void fail(Span span, String type) {
    span.setAttribute(ERROR_TYPE, type);
    span.setStatus(StatusCode.ERROR);
  }

  private static Throwable unwrap(Throwable error) {
    Throwable current = error;
    for (int i = 0; i < MAX_UNWRAPPED; i++) {
      Throwable cause = isWrapper(current) ? current.getCause() : null;
      if (cause == null) {
        break;
      }
      current = cause;
    }
    return current;
  }

  private static boolean isWrapper(Throwable error) {
    switch (error.getClass().getName()) {
      case "java.util.concurrent.CompletionException":
      case "java.util.concurrent.ExecutionException":
      case "java.lang.reflect.InvocationTargetException":
      case "java.lang.reflect.UndeclaredThrowableException":
        return true;
      default:
        return false;
    }
  }

  private static boolean isIgnored(Throwable error, List<String> ignored) {
    for (Class<?> type = error.getClass(); type != null; type = type.getSuperclass()) {
      if (ignored.contains(type.getName())) {
        return true;
      }
    }
    return false;
  }
}
