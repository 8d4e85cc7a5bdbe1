package dev.clew.plugin.spi;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** The one place where families make a context current. */
public final class Scopes {

  private Scopes() {}

  /** Makes a context current; an exit hook closes the scope, so no block of code can hold it. */
  @SuppressWarnings("MustBeClosedChecker") // enter and exit are two methods
  public static Scope attach(Context context) {
    return context.makeCurrent();
  }
}
