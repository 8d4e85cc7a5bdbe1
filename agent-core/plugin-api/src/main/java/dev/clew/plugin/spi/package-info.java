/**
 * What the runtime and the engine give to span families and plugins. Plugins do not use it
 * directly, but for {@link dev.clew.plugin.spi.HookErrors}, which compiled bridges call.
 */
@NullMarked
package dev.clew.plugin.spi;

import org.jspecify.annotations.NullMarked;
