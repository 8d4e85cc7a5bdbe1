/**
 * Sets up the OpenTelemetry SDK and gives it to the span families. Loaded when the first class
 * matches, not before.
 */
@NullMarked
package dev.clew.runtime.sdk;

import org.jspecify.annotations.NullMarked;
