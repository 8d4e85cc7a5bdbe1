package dev.clew.engine.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which methods of a matched class a hook wants. Abstract and native methods never match. */
public final class MethodPattern {

  /**
   * Method names, {@code <init>} for constructors; empty for any method that is not a constructor.
   */
  public final List<String> names;

  /**
   * Field descriptors of the parameter types ({@code I}, {@code Ljava/lang/String;}), {@code *} for
   * any one; without the trailing {@code ..}.
   */
  public final List<String> args;

  /** Whether further parameters may follow. */
  public final boolean openArgs;

  /** Descriptor of the return type, or null for any. */
  public final @Nullable String returns;

  /** Descriptors of method annotations of which one must be present; empty for none. */
  public final List<String> annotations;

  public MethodPattern(
      List<String> names,
      List<String> args,
      boolean openArgs,
      @Nullable String returns,
      List<String> annotations) {
    this.names = names;
    this.args = args;
    this.openArgs = openArgs;
    this.returns = returns;
    this.annotations = annotations;
  }
}
