/**
 * The {@code probabilistic_sampler} processor: keeps a share of spans and log records, each judged by itself, so that all who judge by the
 * same rule keep the same traces.
 *
 * <p>{@link io.sluice.processor.probabilisticsampler.SamplerEditor} has the order of a decision, which is the Collector's 0.155: what the
 * item bears of earlier samplers, the threshold, the item's own priority, the rules of {@code keep}. {@code SpanSampler} and {@code
 * LogSampler} know where spans and log records bear it. A span that is dropped is not read beyond one walk over its fields.
 *
 * <p>Threads: an editor belongs to one worker; counts are shared.
 */
@NullMarked
package io.sluice.processor.probabilisticsampler;

import org.jspecify.annotations.NullMarked;
