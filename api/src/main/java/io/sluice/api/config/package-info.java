/**
 * How a component says what its YAML looks like.
 *
 * <p>A configuration is a record named {@code XConfig}. Its components are the keys: {@code sendBatchSize} is written {@code
 * send_batch_size}. Types bound: boolean, int, long, double, {@link java.lang.String}, {@link java.time.Duration} (Go syntax), {@link
 * io.sluice.api.config.Secret}, enums (constants in lower case, or as {@link io.sluice.api.config.Key} says), {@link
 * io.sluice.api.ComponentId}, other records, {@link java.util.List} and {@link java.util.Map} (whose keys are Strings or the constants of an
 * enum) of these.
 *
 * <ul>
 *   <li>{@link io.sluice.api.config.Default} gives the value of an absent key as YAML text.
 *   <li>A component that is {@code @Nullable} and has no default is null when absent.
 *   <li>A nested record without {@link io.sluice.api.config.Block} is bound with its own defaults when absent.
 *   <li>Everything else is required.
 * </ul>
 *
 * <p>A record with rules beyond types implements {@link io.sluice.api.config.Checked}. Keys of the Collector that Sluice doesn't have are
 * named with {@link io.sluice.api.config.Unsupported}; any other unknown key is an error with the nearest known one.
 */
@NullMarked
package io.sluice.api.config;

import org.jspecify.annotations.NullMarked;
