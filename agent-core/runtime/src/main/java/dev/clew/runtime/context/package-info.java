/**
 * Where the current OpenTelemetry context of a thread lives. One {@code ThreadLocal.get} per
 * operation, no lock, no map; scopes that are closed late, twice or elsewhere are counted and never
 * leave a stray context behind.
 */
@NullMarked
package dev.clew.runtime.context;

import org.jspecify.annotations.NullMarked;
