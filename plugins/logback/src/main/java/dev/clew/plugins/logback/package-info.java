/** {@code logback}: trace ids on log events. */
@NullMarked
package dev.clew.plugins.logback;

import org.jspecify.annotations.NullMarked;
