package dev.clew.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a static non-final field of a plugin class ({@code boolean}, {@code int}, {@code long} or
 * {@code String}): filled from {@code plugin.NAME.KEY} when the class is linked and whenever it
 * changes. The initial value is the default.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Setting {

  /** Key below {@code plugin.NAME.}, kebab-case. */
  String value();
}
