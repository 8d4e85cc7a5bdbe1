/** Finished traces as indented text, for people at a terminal. */
@NullMarked
package dev.clew.exporter.tree;

import org.jspecify.annotations.NullMarked;
