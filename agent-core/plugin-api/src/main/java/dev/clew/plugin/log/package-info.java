/** The ids that a log event carries. */
@NullMarked
package dev.clew.plugin.log;

import org.jspecify.annotations.NullMarked;
