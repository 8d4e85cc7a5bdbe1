/** {@code scenario-spans}: a plugin for tests, loaded through {@code plugins.path}. */
@NullMarked
package dev.clew.tests.spans;

import org.jspecify.annotations.NullMarked;
