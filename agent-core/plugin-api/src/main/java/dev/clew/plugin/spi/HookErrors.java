package dev.clew.plugin.spi;

import org.jspecify.annotations.Nullable;

/** Where the bridges of hooks hand over what was thrown. */
public final class HookErrors {

  private static volatile @Nullable Handler handler;

  private HookErrors() {}

  /** Counts, logs the first, quarantines: the engine's. Must not throw. */
  public interface Handler {
    /** Called on the application's thread with anything but a virtual machine error. */
    void suppressed(Throwable error, String plugin, String hook);
  }

  /** For the engine. */
  public static void install(@Nullable Handler installed) {
    handler = installed;
  }

  /**
   * Ends an error of a hook here. Virtual machine errors and {@code ThreadDeath} belong to the
   * application and are thrown on.
   *
   * @param plugin the plugin's name
   * @param hook the hook method's name
   */
  @SuppressWarnings({"deprecation", "removal"})
  public static void suppressed(Throwable error, String plugin, String hook) {
    if (error instanceof VirtualMachineError) {
      throw (VirtualMachineError) error;
    }
    if (error instanceof ThreadDeath) {
      throw (ThreadDeath) error;
    }
    Handler current = handler;
    if (current != null) {
      current.suppressed(error, plugin, hook);
    }
  }
}
