package io.sluice.exporter.loadbalancing;

import io.sluice.api.Batch;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.pdata.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a slow backend from taking all that may be under way at once, for which requests to the others would wait: all share one queue.
 *
 * <p>A part for a backend is held back while all of this is true:
 *
 * <ul>
 *   <li>its answers are {@linkplain BackendLoad#isLate late};
 *   <li>requests that have a part under way to it are three quarters of what {@code num_consumers} or {@code in_flight_bytes} allows;
 *   <li>another backend answers promptly. So nothing is held back where all of them answer late, as gateways do with {@code ack:
 *       on_decision}.
 * </ul>
 *
 * <p>Threads: any.
 */
final class FairShare {

    private final boolean countsBytes;
    private final long most;

    /** @param queue null if there is none, and so no bound on what is under way */
    FairShare(@Nullable QueueConfig queue) {
        countsBytes = queue != null && queue.inFlightBytes() > 0;
        most = queue == null ? Long.MAX_VALUE : countsBytes ? queue.inFlightBytes() : queue.numConsumers();
    }

    /** How much a request counts while it is under way. */
    long unitsOf(Batch request) {
        return countsBytes ? request.bytes() : 1;
    }

    /** Whether a part for a backend must wait. */
    boolean holdsBack(Backend backend, Signal signal, List<Backend> all) {
        BackendLoad load = backend.load(signal);
        if (load.units() < most - most / 4 || !load.isLate()) {
            return false;
        }
        for (Backend other : all) {
            if (other.load(signal).isPrompt()) {
                return true;
            }
        }
        return false;
    }
}
