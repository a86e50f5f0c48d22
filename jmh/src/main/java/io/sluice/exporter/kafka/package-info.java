/** Benchmarks of the {@code kafka} exporter. */
@NullMarked
package io.sluice.exporter.kafka;

import org.jspecify.annotations.NullMarked;
