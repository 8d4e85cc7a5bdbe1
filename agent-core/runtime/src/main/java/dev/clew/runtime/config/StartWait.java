package dev.clew.runtime.config;

/** {@code start.wait}, read when the first hook links and the registry may not be loaded yet. */
public final class StartWait {

  private static final long DEFAULT_MILLIS = 2000;

  private StartWait() {}

  /** Milliseconds; the default when the text is no duration, which the registry reports. */
  public static long millis(Layers layers) {
    String text = layers.first("start.wait");
    if (text == null) {
      return DEFAULT_MILLIS;
    }
    try {
      return ValueType.duration(0, 60_000).parse(text);
    } catch (BadValueException e) {
      return DEFAULT_MILLIS;
    }
  }
}
