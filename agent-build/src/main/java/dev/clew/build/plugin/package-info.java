/**
 * From a plugin's class files to its descriptor: read, check against the library, add bridges,
 * collect references, write. Nothing is loaded; everything is parsed.
 */
@NullMarked
package dev.clew.build.plugin;

import org.jspecify.annotations.NullMarked;
