/**
 * Codecs of trace contexts and the composite that runs them.
 *
 * <p>Every type is thread-safe and runs on application threads: no lock, no regular expression, no
 * logging, nothing thrown. What a peer sends is parsed strictly and counted when it is malformed.
 * Depends on the OpenTelemetry API only.
 */
@NullMarked
package dev.clew.propagators;

import org.jspecify.annotations.NullMarked;
