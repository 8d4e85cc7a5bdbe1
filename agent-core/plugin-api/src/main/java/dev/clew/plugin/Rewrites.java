package dev.clew.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an {@link Enter} method that returns {@link Rewrite#of}: the values replace these arguments of
 * the hooked method. A value of the wrong type, or a hook that fails, leaves them as they are.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Rewrites {

  /** Positions of the arguments, from 0, in the order of the values. */
  int[] arg();
}
