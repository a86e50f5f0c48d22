/**
 * Runs a configuration: builds the {@link io.sluice.engine.PipelineGraph}, starts and stops it as a {@link io.sluice.engine.Service}, and
 * moves batches through {@link io.sluice.engine.PipelineDoor} and {@link io.sluice.engine.PipelineWorker}.
 *
 * <p>Two stacks carry a batch: the receiver's thread runs the door (account, gates, bounds, ring); the worker's thread runs the stages and
 * hands to the exporters. Nothing inside a worker locks; everything between threads is bounded in batches, items and bytes.
 */
@NullMarked
package io.sluice.engine;

import org.jspecify.annotations.NullMarked;
