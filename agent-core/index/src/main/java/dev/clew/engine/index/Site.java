package dev.clew.engine.index;

import java.util.List;

/**
 * One side (enter or exit) of a hook. The descriptor of the call site in woven code is the
 * descriptor of the bridge without a leading {@link dev.clew.plugin.Origin}, which the linker
 * inserts.
 */
public final class Site {

  /** Internal name of the plugin class that holds hook and bridge. */
  public final String owner;

  /** Name of the hook method, for people. */
  public final String method;

  /** Name of the bridge: {@code clew$} + method name. */
  public final String bridge;

  /**
   * Descriptor of the call site: {@code Object} and primitives only, one parameter per binding. The
   * bridge's own descriptor has one more first parameter, {@code Object}, when {@link #origin} is
   * set.
   */
  public final String descriptor;

  /** One per parameter of {@link #descriptor}. */
  public final List<Binding> bindings;

  /** Whether the bridge takes an {@link dev.clew.plugin.Origin} first. */
  public final boolean origin;

  public Site(
      String owner,
      String method,
      String bridge,
      String descriptor,
      List<Binding> bindings,
      boolean origin) {
    this.owner = owner;
    this.method = method;
    this.bridge = bridge;
    this.descriptor = descriptor;
    this.bindings = bindings;
    this.origin = origin;
  }
}
