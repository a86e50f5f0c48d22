package io.sluice.api;

/**
 * Sends telemetry out. One instance serves all signals and pipelines that name its id. Starts first, stops last.
 *
 * <p>Threads: {@link #consume} is called by any number of workers at once. It reads the payload and never writes to it.
 */
public interface Exporter extends Component, Consumer {}
