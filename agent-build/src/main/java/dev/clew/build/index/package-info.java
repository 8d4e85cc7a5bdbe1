/** Writes the index of all plugins that {@code dev.clew.engine.index} reads. */
@NullMarked
package dev.clew.build.index;

import org.jspecify.annotations.NullMarked;
