/**
 * Samplers: each decides once, when a span starts, whether it is recorded.
 *
 * <p>Every type is thread-safe. Decisions run on application threads: no I/O, no locks. Depends on
 * the OpenTelemetry SDK; nothing here knows a plugin or an exporter.
 */
@NullMarked
package dev.clew.sampling;

import org.jspecify.annotations.NullMarked;
