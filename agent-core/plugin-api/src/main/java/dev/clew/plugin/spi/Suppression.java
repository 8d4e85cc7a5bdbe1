package dev.clew.plugin.spi;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;

/** Work of the agent itself: no family makes a span or sends a header inside of it. */
public final class Suppression {

  private static final ContextKey<Boolean> KEY = ContextKey.named("clew-suppressed");

  private Suppression() {}

  /** Starts suppressed work on this thread; hand what it returns to {@link #exit}. */
  public static Object enter() {
    return Scopes.attach(Context.root().with(KEY, Boolean.TRUE));
  }

  /** Ends suppressed work, on the thread that began it. */
  public static void exit(Object entered) {
    if (entered instanceof Scope) {
      ((Scope) entered).close();
    }
  }

  /** True inside suppressed work. */
  public static boolean in(Context context) {
    return context != Context.root() && context.get(KEY) != null;
  }
}
