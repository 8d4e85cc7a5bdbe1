/**
 * Describes the process: service, host, container, Kubernetes, operating system, runtime. Every
 * detector is guarded; what cannot be found is left out.
 */
@NullMarked
package dev.clew.runtime.resource;

import org.jspecify.annotations.NullMarked;
