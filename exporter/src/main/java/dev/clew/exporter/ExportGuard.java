package dev.clew.exporter;

import org.jspecify.annotations.Nullable;

/**
 * Marks the exporter's own thread, so that no hook traces what the agent itself does. The runtime
 * supplies it; {@link #NONE} does nothing. Called once when the worker thread starts and once when
 * it ends, on that thread.
 */
public interface ExportGuard {

  ExportGuard NONE =
      new ExportGuard() {
        @Override
        public @Nullable Object enter() {
          return null;
        }

        @Override
        public void exit(@Nullable Object entered) {}
      };

  /** Marks the current thread; the result goes to {@link #exit}. */
  @Nullable Object enter();

  /** Removes the mark. */
  void exit(@Nullable Object entered);
}
