/** Puts call sites into method bodies. Nothing else in the engine knows the byte-code library. */
@NullMarked
package dev.clew.engine.weave;

import org.jspecify.annotations.NullMarked;
