/**
 * Whether a plugin fits the library that a loader offers: the members its code uses, collected at
 * build time, are looked for in the loader's class files without loading anything.
 */
@NullMarked
package dev.clew.engine.compat;

import org.jspecify.annotations.NullMarked;
