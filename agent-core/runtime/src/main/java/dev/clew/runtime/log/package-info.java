/**
 * The agent's own log: a provider for the relocated SLF4J API that writes to standard error or to a
 * file, never through the application's frameworks.
 */
@NullMarked
package dev.clew.runtime.log;

import org.jspecify.annotations.NullMarked;
