/**
 * The arithmetic of consistent probability sampling, as the OpenTelemetry specification has it (Trace: TraceState, Probability Sampling),
 * for every processor that samples.
 *
 * <p>An item carries a {@link io.sluice.processor.sampling.Randomness} R, a sampler has a {@link
 * io.sluice.processor.sampling.Threshold} T, both of 56 bits and both a {@code long}; the item is kept if T &lt;= R. Samplers one after the
 * other only ever raise T, so that what is kept in the end is {@code R >= max T}, and the last T tells how many items a kept one stands for.
 * {@link io.sluice.processor.sampling.TraceState} reads both from a span and puts them there.
 *
 * <p>Nothing here allocates for an item. Threads: everything with state belongs to one worker.
 */
@NullMarked
package io.sluice.processor.sampling;

import org.jspecify.annotations.NullMarked;
