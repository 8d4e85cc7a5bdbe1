/**
 * The part of the start that runs inside {@code AgentLoader}: defines {@code
 * java.lang.ClewDispatcher} and hands over to the runtime. Hidden from the application, so that
 * whatever is opened for it is not opened for the application's own unnamed module.
 */
@NullMarked
package dev.clew.bootstrap.boot;

import org.jspecify.annotations.NullMarked;
