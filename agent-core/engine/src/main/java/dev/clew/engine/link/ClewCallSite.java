package dev.clew.engine.link;

import dev.clew.engine.index.Hook;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import org.jspecify.annotations.Nullable;

/**
 * One call site of a hook in woven code. It calls the bridge, or nothing: while it waits to be
 * linked, when its plugin is off, and after failures.
 *
 * <p>Only its class refers to it strongly, so it lives as long as the woven class.
 */
final class ClewCallSite extends MutableCallSite {

  static final int ENTER = 0;
  static final int EXIT = 1;

  /** The woven class. */
  final Class<?> caller;

  final Hook hook;
  final int phase;

  /** Name and descriptor of the woven method; null when the hook does not need it. */
  final @Nullable String origin;

  /** The bridge; null until it is resolved. Guarded by {@code this}. */
  private @Nullable MethodHandle real;

  /** Built when it is first needed. Guarded by {@code this}. */
  private @Nullable MethodHandle noop;

  /** Waits to be resolved. Guarded by {@code this}. */
  private boolean pending;

  /**
   * Creates a site.
   *
   * @param real the bridge, or null for a no-op until {@link #resolved}
   */
  ClewCallSite(
      @Nullable MethodHandle real,
      MethodType type,
      Class<?> caller,
      Hook hook,
      int phase,
      @Nullable String origin) {
    super(real == null ? Noop.of(type) : real);
    this.caller = caller;
    this.hook = hook;
    this.phase = phase;
    this.origin = origin;
    this.real = real;
    this.noop = real == null ? getTarget() : null;
  }

  /**
   * Whether the site is a no-op while its plugin is off. An exit that belongs to an enter stays: it
   * acts on the entered value, so that a call that is under way ends as it began. Where the enter
   * hands over nothing, the exit has nothing to go by and is switched like any other.
   */
  boolean switched() {
    return phase == ENTER || hook.enter == null || hook.enter.descriptor.endsWith(")V");
  }

  synchronized void resolved(MethodHandle bridge) {
    real = bridge;
    pending = false;
  }

  synchronized void pending(boolean waits) {
    pending = waits;
  }

  synchronized boolean isPending() {
    return pending;
  }

  /**
   * Points the site to the bridge or to nothing.
   *
   * @param live whether the plugin and the hook are in force for it
   * @return whether the target changed
   */
  synchronized boolean update(boolean live) {
    MethodHandle bridge = real;
    MethodHandle target = bridge != null && (live || !switched()) ? bridge : noop();
    if (target == getTarget()) {
      return false;
    }
    setTarget(target);
    return true;
  }

  private MethodHandle noop() {
    MethodHandle nothing = noop;
    if (nothing == null) {
      nothing = Noop.of(type());
      noop = nothing;
    }
    return nothing;
  }
}
