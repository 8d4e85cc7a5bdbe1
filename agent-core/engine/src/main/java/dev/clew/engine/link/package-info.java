/**
 * Binds the call sites of woven code to hooks, and switches them. Runs when a hooked method is
 * called for the first time; nothing here is on the path of a linked call, but for the forwarder of
 * old class files.
 */
@NullMarked
package dev.clew.engine.link;

import org.jspecify.annotations.NullMarked;
