/**
 * What the JVM calls to start the agent, and the loader everything else lives in.
 *
 * <p>The types of this package are the only ones the application's class loader can see. They run
 * before the application's {@code main}, on its thread: no lambda, no reflection, no logging, no
 * {@code java.nio.file}, nothing that fixes a choice which belongs to the application.
 */
@NullMarked
package dev.clew.bootstrap;

import org.jspecify.annotations.NullMarked;
