/** See the module README. */
@NullMarked
package dev.clew.engine;

import org.jspecify.annotations.NullMarked;
