package io.sluice.api;

/**
 * When a sender hears OK from an exporter.
 *
 * @param event what has happened by then, to follow "after": {@code Kafka has answered acks=all}
 * @param failureStopsIntake true if the sender waits for this exporter, so that its failure refuses what comes in
 * @param decouplingKey the configuration key, relative to the exporter, that changes {@code failureStopsIntake}; empty if none
 */
public record AckPoint(String event, boolean failureStopsIntake, String decouplingKey) {}
