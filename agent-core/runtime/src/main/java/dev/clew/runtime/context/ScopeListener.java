package dev.clew.runtime.context;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** The one hook point on attach and detach, for log correlation, profiling and leak detection. */
public interface ScopeListener {

  /**
   * The calling thread's context changed. On the application's thread: must be quick; what it
   * throws is counted and goes nowhere.
   *
   * @param before null for none
   * @param after null for none
   */
  void changed(@Nullable Context before, @Nullable Context after);
}
