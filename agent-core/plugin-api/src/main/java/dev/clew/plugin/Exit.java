package dev.clew.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A public static method that runs after the body, on return and on throw. Either belongs to named
 * {@link Enter} methods of the same class or describes methods itself. On a constructor it runs at
 * normal return only.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Exit {

  /** Names of the enter methods it belongs to; empty when it describes methods itself. */
  String[] value() default {};

  /**
   * Binary names of classes, matched exactly: the cheapest way, and the only one that sees classes
   * which the agent ignores otherwise.
   *
   * <p>Of all types of a hook at least one must be on the compile class path, or the build fails;
   * one that is missing beside others is a warning, because libraries move classes between
   * versions, and so is any missing type of the JDK. Types that exist must have a method that
   * matches.
   */
  String[] type() default {};

  /**
   * Binary names of a class or interface; hooks it and every class below it that has a matching
   * body.
   */
  String[] subtypeOf() default {};

  /** Binary names of method annotations; needs {@link Plugin#scansAnnotations()}. */
  String[] annotatedWith() default {};

  /**
   * Method names; {@code <init>} for constructors; empty (only with annotatedWith) for any. Each
   * must match in one of the types, or the build fails; a name of other versions, beside one that
   * matches and unlike any method there is, is a warning.
   */
  String[] method() default {};

  /**
   * Parameter types as binary or primitive names, {@code *} for any one, {@code ..} as the last for
   * any further ones.
   */
  String[] args() default {".."};

  /** Return type as a binary or primitive name; empty for any. */
  String returns() default "";
}
