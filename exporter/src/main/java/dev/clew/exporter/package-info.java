/**
 * The way of finished spans out of the process: queue, worker thread, and exporters that hold other
 * exporters.
 *
 * <p>{@link dev.clew.exporter.SpanPipeline} is called on application threads and takes no lock
 * there; everything else runs on the one export thread. Nothing here knows a plugin, a hook or a
 * configuration file.
 */
@NullMarked
package dev.clew.exporter;

import org.jspecify.annotations.NullMarked;
