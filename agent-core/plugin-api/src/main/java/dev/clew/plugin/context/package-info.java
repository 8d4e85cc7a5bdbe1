/**
 * Carrying a context from where work is handed over to where it runs. Handles are opaque objects,
 * so that a plugin sees no OpenTelemetry type.
 */
@NullMarked
package dev.clew.plugin.context;

import org.jspecify.annotations.NullMarked;
