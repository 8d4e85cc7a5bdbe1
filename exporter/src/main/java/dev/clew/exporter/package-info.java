/** See the module README. */
@NullMarked
package dev.clew.exporter;

import org.jspecify.annotations.NullMarked;
