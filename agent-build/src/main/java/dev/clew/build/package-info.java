/** See the module README. */
@NullMarked
package dev.clew.build;

import org.jspecify.annotations.NullMarked;
