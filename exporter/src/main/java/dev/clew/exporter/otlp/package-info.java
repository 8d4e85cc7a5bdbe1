/**
 * Spans as OTLP/HTTP protobuf: settings, sender and retry, per the OpenTelemetry Protocol
 * specification 1.x.
 */
@NullMarked
package dev.clew.exporter.otlp;

import org.jspecify.annotations.NullMarked;
