package io.sluice.api;

import java.time.Duration;

/**
 * What a processor promises that holds data and answers for it: its pipeline's senders hear OK from it, not from the exporters behind it.
 *
 * @param event what it has done by then, to follow its name: {@code holds its spans (ack: on_store)}
 * @param atRisk what a crash of the process loses although its senders have heard OK, to follow "a crash loses"
 * @param boundKey the configuration key, relative to the processor, of the bound at which it refuses
 * @param answersWithin how long a sender waits for its answer at most, exporters that take what they get included; zero if it is answered
 *     before they are asked. If it waits for them, their {@link AckPoint}s hold as well
 */
public record CustodyPoint(String event, String atRisk, String boundKey, Duration answersWithin) {

    /** True if senders wait for the exporters as well. */
    public boolean waitsForExporters() {
        return answersWithin.isPositive();
    }
}
