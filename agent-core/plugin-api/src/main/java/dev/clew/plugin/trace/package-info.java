/**
 * The neutral side of the bridge for the OpenTelemetry API inside the application: spans, contexts,
 * baggage and propagation in plain types. The plugin that bridges compiles against the
 * application's API and turns its objects into these; nothing here names a type that the
 * application could have too.
 *
 * <p>Context handles are those of {@code dev.clew.plugin.context.Contexts}.
 */
@NullMarked
package dev.clew.plugin.trace;

import org.jspecify.annotations.NullMarked;
