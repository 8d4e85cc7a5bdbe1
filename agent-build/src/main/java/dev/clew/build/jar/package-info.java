/**
 * Packs the agent jar: relocates third-party packages, hides entries, writes reproducible bytes.
 */
@NullMarked
package dev.clew.build.jar;

import org.jspecify.annotations.NullMarked;
