/** What the engine asks of whoever runs it, and nothing else: the runtime implements it. */
@NullMarked
package dev.clew.engine.spi;

import org.jspecify.annotations.NullMarked;
