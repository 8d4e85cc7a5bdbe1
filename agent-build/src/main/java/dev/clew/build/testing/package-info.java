/** Plugins compiled inside a test. */
@NullMarked
package dev.clew.build.testing;

import org.jspecify.annotations.NullMarked;
