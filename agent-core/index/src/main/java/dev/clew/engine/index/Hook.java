package dev.clew.engine.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An enter with its exit, or one of them alone, and where it applies. At least one side is present.
 */
public final class Hook {

  /** Unique in the JVM; bundled plugins first, external plugins appended. */
  public final int id;

  /** The plugin it belongs to. */
  public final PluginInfo plugin;

  /** Internal names matched exactly. */
  public final List<String> types;

  /** Internal names of super types. */
  public final List<String> superTypes;

  public final MethodPattern method;
  public final @Nullable Site enter;
  public final @Nullable Site exit;

  /**
   * Positions that the enter's {@code Object[]} result replaces from element 1 on; empty for none.
   */
  public final List<Integer> rewrites;

  /** Whether a non-null result of the exit replaces the returned reference. */
  public final boolean rewritesReturn;

  public Hook(
      int id,
      PluginInfo plugin,
      List<String> types,
      List<String> superTypes,
      MethodPattern method,
      @Nullable Site enter,
      @Nullable Site exit,
      List<Integer> rewrites,
      boolean rewritesReturn) {
    this.id = id;
    this.plugin = plugin;
    this.types = types;
    this.superTypes = superTypes;
    this.method = method;
    this.enter = enter;
    this.exit = exit;
    this.rewrites = rewrites;
    this.rewritesReturn = rewritesReturn;
  }
}
