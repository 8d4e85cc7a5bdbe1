/**
 * What a plugin compiles against: where hooks are (annotations), state on library objects, span
 * families below.
 */
@NullMarked
package dev.clew.plugin;

import org.jspecify.annotations.NullMarked;
