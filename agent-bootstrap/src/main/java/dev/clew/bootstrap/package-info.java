/** See the module README. */
@NullMarked
package dev.clew.bootstrap;

import org.jspecify.annotations.NullMarked;
