package dev.clew.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class whose static {@link Enter} and {@link Exit} methods are hooks. The class and its
 * package are compiled into a descriptor at build time; nothing of it is loaded before the first
 * hooked method runs. Other public classes of the package and below may have hooks too; they belong
 * to the same plugin. One package has one plugin.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Plugin {

  /**
   * Kebab-case, equals the plugin's directory; the key that switches it: {@code plugin.NAME.mode}.
   */
  String name();

  /** The group that switches several plugins at once, for example {@code http-client}. */
  String group();

  /** Maven coordinates with a range, for the supported-libraries page; empty for the JDK. */
  String covers() default "";

  /**
   * True for a plugin that only carries context and makes no spans. Its hooks stay unwoven until
   * the first span hook of the JVM links; before that no context can exist.
   */
  boolean contextOnly() default false;

  /**
   * Must be true to use {@link Enter#annotatedWith()}: every class that can see the type is
   * scanned.
   */
  boolean scansAnnotations() default false;

  /** False for a plugin that has to be asked for with {@code plugin.NAME.mode=on}. */
  boolean enabledByDefault() default true;

  /**
   * JDK packages that hooks reflect into, as {@code module/package}: {@code java.base/java.net}.
   */
  String[] opens() default {};
}
