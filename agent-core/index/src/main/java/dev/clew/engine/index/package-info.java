/**
 * The compiled plugins: what the gate, the weaver and the linker know of a hook. Written at build
 * time by agent-build, read in place at start, details decoded when a class first matches.
 */
@NullMarked
package dev.clew.engine.index;

import org.jspecify.annotations.NullMarked;
