package io.sluice.api;

/**
 * A part of the configured graph. Making one opens nothing; that is left to {@link #start}, so that {@code validate} can build the graph.
 *
 * <p>Threads: {@link #start} and {@link #stop} are called once each, by the life-cycle thread.
 */
public interface Component {

    /**
     * Opens sockets, files and threads. Must not wait for a peer that may be down.
     *
     * @throws ComponentException if the component cannot do its work: a taken port, an unreadable certificate. Stops the start-up.
     */
    default void start() throws ComponentException {}

    /**
     * Stops taking new work, finishes what it holds until {@code deadlineNanos} (scale of {@link Clock#nanoTime()}), refuses the rest
     * retryably, and closes everything. Also called after a failed {@link #start}.
     */
    default void stop(long deadlineNanos) {}
}
