package io.sluice.api;

/**
 * What a processor promises that holds data and answers for it: its pipeline's senders hear OK from it, not from the exporters behind it.
 *
 * @param event what it has done by then, to follow its name: {@code holds its spans (ack: on_store)}
 * @param atRisk what a crash of the process loses although its senders have heard OK, to follow "a crash loses"
 * @param boundKey the configuration key, relative to the processor, of the bound at which it refuses
 */
public record CustodyPoint(String event, String atRisk, String boundKey) {}
