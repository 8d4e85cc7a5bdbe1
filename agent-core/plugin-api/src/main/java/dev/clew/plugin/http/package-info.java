/**
 * Client and server spans of HTTP, by the stable semantic conventions (HTTP spans, semantic
 * conventions 1.30 and later). A plugin extends a family and reads its library's objects; names,
 * attributes, redaction, errors and propagation are decided here.
 */
@NullMarked
package dev.clew.plugin.http;

import org.jspecify.annotations.NullMarked;
