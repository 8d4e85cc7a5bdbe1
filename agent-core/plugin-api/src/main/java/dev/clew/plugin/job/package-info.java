/** Spans of work that nobody outside asked for: scheduled and repeated jobs. */
@NullMarked
package dev.clew.plugin.job;

import org.jspecify.annotations.NullMarked;
