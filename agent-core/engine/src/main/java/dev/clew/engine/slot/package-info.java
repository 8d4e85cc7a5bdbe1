/**
 * State on objects that belong to the application: weak, by identity, bounded, without a lock on
 * any path and without a thread.
 */
@NullMarked
package dev.clew.engine.slot;

import org.jspecify.annotations.NullMarked;
