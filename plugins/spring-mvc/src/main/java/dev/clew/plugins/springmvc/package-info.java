/** {@code spring-mvc}: routes of Spring MVC on javax.servlet. */
@NullMarked
package dev.clew.plugins.springmvc;

import org.jspecify.annotations.NullMarked;
