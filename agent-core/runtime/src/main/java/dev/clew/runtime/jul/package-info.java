/**
 * What stands in for {@code java.util.logging} in the shipped jar: the OpenTelemetry SDK logs
 * through it, and the real one would fix the application's log manager before the application chose
 * it. agent-dist relocates the SDK's references to this package; only the members the SDK uses
 * exist, and a build check fails when it uses another.
 */
@NullMarked
package dev.clew.runtime.jul;

import org.jspecify.annotations.NullMarked;
