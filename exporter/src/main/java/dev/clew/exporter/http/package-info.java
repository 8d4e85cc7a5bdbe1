/**
 * A small HTTP/1.1 client for the agent's own requests: one connection, one request at a time, one
 * total deadline.
 *
 * <p>It speaks over a plain {@link java.net.Socket} and so inherits none of the settings an
 * application makes for its own HTTP calls: proxies, authenticators, cookies, redirects, stream
 * handlers, host name verifiers, connection pools.
 */
@NullMarked
package dev.clew.exporter.http;

import org.jspecify.annotations.NullMarked;
