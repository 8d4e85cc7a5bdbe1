package dev.clew.engine.index;

import org.jspecify.annotations.Nullable;

/**
 * Where the woven method takes one value of a call site from, in the order of the site's
 * parameters.
 */
public final class Binding {

  public static final int SELF = 0;
  public static final int ARG = 1;
  public static final int ENTERED = 2;
  public static final int RETURNED = 3;
  public static final int THROWN = 4;
  public static final int ALL_ARGS = 5;
  public static final int FIELD = 6;

  /** One of the constants. */
  public final int kind;

  /** Position of the argument for {@link #ARG}, else 0. */
  public final int index;

  /** Name of the field for {@link #FIELD}, else null. */
  public final @Nullable String field;

  public Binding(int kind, int index, @Nullable String field) {
    this.kind = kind;
    this.index = index;
    this.field = field;
  }
}
