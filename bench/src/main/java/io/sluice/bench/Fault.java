package io.sluice.bench;

/**
 * Something done to a gateway or its broker, by {@link System#nanoTime}.
 *
 * @param beginNanos just before it was done
 * @param struckNanos when its effect was complete: the process had ended; for a pause, the broker went on
 * @param endNanos when the process listened again; for a pause, the broker went on
 * @param exitCode of the process that was asked to end; 0 where that doesn't apply
 */
record Fault(long beginNanos, long struckNanos, long endNanos, int exitCode) {}
