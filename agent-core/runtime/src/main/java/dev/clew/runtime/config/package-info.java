/**
 * Configuration: a typed key registry, five layers (agent args, system properties, environment,
 * file, defaults) with recorded origin, and live reload of the file.
 *
 * <p>{@link dev.clew.runtime.config.Layers} and {@link dev.clew.runtime.config.PluginModes} run on
 * the premain path and stay small; the registry is built on the agent's own thread.
 */
@NullMarked
package dev.clew.runtime.config;

import org.jspecify.annotations.NullMarked;
