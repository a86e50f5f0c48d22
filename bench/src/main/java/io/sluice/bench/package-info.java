/**
 * {@code ./sluice bench}: what a gateway costs per item, beside reference relays and other programs, each run counted only if what lies
 * in Kafka is what was acknowledged.
 *
 * <p>Read {@link io.sluice.bench.BenchMain}, {@link io.sluice.bench.Trial} and {@link io.sluice.bench.LoadMain} in this order.
 */
@NullMarked
package io.sluice.bench;

import org.jspecify.annotations.NullMarked;
