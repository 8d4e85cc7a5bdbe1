/** See the module README. */
@NullMarked
package dev.clew.runtime;

import org.jspecify.annotations.NullMarked;
