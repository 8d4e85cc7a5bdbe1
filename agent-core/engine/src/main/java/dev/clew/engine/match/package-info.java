/**
 * Decides, for each class the JVM loads, which hooks want it: names first, then super types, then
 * annotations. Nothing here knows how a class is woven.
 */
@NullMarked
package dev.clew.engine.match;

import org.jspecify.annotations.NullMarked;
