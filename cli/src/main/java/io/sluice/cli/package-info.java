/**
 * The command line of the products: the Collector's flags and subcommands over a {@link io.sluice.cli.Product}.
 *
 * <p>Threads: the main thread loads, starts and then waits; the shutdown hook stops.
 */
@NullMarked
package io.sluice.cli;

import org.jspecify.annotations.NullMarked;
