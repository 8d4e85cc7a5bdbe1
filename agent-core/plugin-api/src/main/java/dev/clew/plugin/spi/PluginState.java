package dev.clew.plugin.spi;

import org.jspecify.annotations.Nullable;

/** The live mode of one plugin; one object per plugin and JVM, shared by engine and families. */
public final class PluginState {

  /** Spans and context. */
  public static final int ON = 0;

  /** Context flows, no spans. */
  public static final int PROPAGATE = 1;

  /** Nothing; enter sites are no-ops. */
  public static final int OFF = 2;

  private static final ThreadLocal<@Nullable PluginState> LINKING = new ThreadLocal<>();

  private final String name;
  private final String group;
  private volatile int mode;

  /** Creates the state of a plugin in a mode. */
  public PluginState(String name, String group, int mode) {
    this.name = name;
    this.group = group;
    this.mode = mode;
  }

  /**
   * Returns the plugin whose class is being initialised by the linker on this thread; families call
   * it when they are constructed. Outside of linking (unit tests) a state named {@code unlinked} in
   * mode on.
   */
  public static PluginState current() {
    PluginState state = LINKING.get();
    return state == null ? new PluginState("unlinked", "none", ON) : state;
  }

  /** For the linker: sets what {@link #current} returns on this thread; null clears it. */
  public static void linking(@Nullable PluginState state) {
    if (state == null) {
      LINKING.remove();
    } else {
      LINKING.set(state);
    }
  }

  /** The plugin's name. */
  public String name() {
    return name;
  }

  /** The plugin's group. */
  public String group() {
    return group;
  }

  /** {@link #ON}, {@link #PROPAGATE} or {@link #OFF}. */
  public int mode() {
    return mode;
  }

  /** For the plugin switch. */
  public void mode(int newMode) {
    mode = newMode;
  }
}
