/**
 * What span families are made of: the decision to make a span, the life of a call, attributes and
 * failures. For families; plugins use a family instead.
 */
@NullMarked
package dev.clew.plugin.family;

import org.jspecify.annotations.NullMarked;
