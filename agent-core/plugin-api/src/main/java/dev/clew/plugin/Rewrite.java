package dev.clew.plugin;

import org.jspecify.annotations.Nullable;

/** What an enter method with {@link Rewrites} returns. */
public final class Rewrite {

  private Rewrite() {}

  /**
   * Returns the entered value for the exit and the new arguments.
   *
   * @param entered handed to the exit as {@link Entered}; null means that the exit is not called
   * @param values one per position in {@link Rewrites#arg}
   * @return {@code {entered, values…}}; an enter method that wants no rewrite returns null
   */
  public static Object[] of(@Nullable Object entered, Object... values) {
    Object[] result = new Object[values.length + 1];
    result[0] = entered;
    System.arraycopy(values, 0, result, 1, values.length);
    return result;
  }
}
