/** See the module README. */
@NullMarked
package dev.clew.sampling;

import org.jspecify.annotations.NullMarked;
