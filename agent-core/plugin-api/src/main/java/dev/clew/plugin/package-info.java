/** See the module README. */
@NullMarked
package dev.clew.plugin;

import org.jspecify.annotations.NullMarked;
