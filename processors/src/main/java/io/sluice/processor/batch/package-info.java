/**
 * The {@code batch} processor: merges requests on their bytes and keeps the way back of each.
 *
 * <p>Because senders wait for the outcome, a batch that waits for company holds senders up. So a batch leaves at once when nothing of it
 * is under way downstream; while something is, requests gather. The timeout is only the upper bound.
 *
 * <p>Threads: a {@link io.sluice.processor.batch.BatchStage} belongs to its worker; completions come from any thread.
 */
@NullMarked
package io.sluice.processor.batch;

import org.jspecify.annotations.NullMarked;
