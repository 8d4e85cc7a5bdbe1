/** {@code spring-mvc-jakarta}: routes of Spring MVC on jakarta.servlet. */
@NullMarked
package dev.clew.plugins.springmvcjakarta;

import org.jspecify.annotations.NullMarked;
