/** {@code executors}: context from a submission to the run of its task. */
@NullMarked
package dev.clew.plugins.executors;

import org.jspecify.annotations.NullMarked;
