/** See the module README. */
@NullMarked
package dev.clew.propagators;

import org.jspecify.annotations.NullMarked;
