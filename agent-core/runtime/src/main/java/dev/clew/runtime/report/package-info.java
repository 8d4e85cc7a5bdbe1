/** The counters that the agent leaves behind when the JVM ends. */
@NullMarked
package dev.clew.runtime.report;

import org.jspecify.annotations.NullMarked;
