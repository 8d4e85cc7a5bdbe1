/** {@code tomcat}: requests of Tomcat. */
@NullMarked
package dev.clew.plugins.tomcat;

import org.jspecify.annotations.NullMarked;
