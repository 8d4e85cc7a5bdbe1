/** An OTLP/HTTP receiver inside the test and the spans it got. */
@NullMarked
package dev.clew.tests.otlp;

import org.jspecify.annotations.NullMarked;
