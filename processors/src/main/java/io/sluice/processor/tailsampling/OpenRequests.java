package io.sluice.processor.tailsampling;

import io.sluice.api.Ack;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The requests that spans in the store belong to, by numbers: a run of spans bears one. Used with {@code ack: on_decision}.
 *
 * <p>Threads: one worker's, but for {@link #count}.
 */
final class OpenRequests {

    /** A number that no request has. */
    static final int NONE = -1;

    /** What a request takes that waits for its answer: the call, its stream and its ways back, about. */
    private static final int BYTES = 1024;

    private final AtomicInteger open = new AtomicInteger();
    private @Nullable OpenRequest[] requests = new OpenRequest[64];
    private int[] runs = new int[64];
    private final IntList free = new IntList();
    private int used;
    private int current = NONE;

    /** How many are not answered. Any thread. */
    int count() {
        return open.get();
    }

    /** Bytes of memory, about. */
    long bytes() {
        return (long) open.get() * BYTES + (long) requests.length * (Integer.BYTES + Integer.BYTES);
    }

    /** A request is about to be taken in. */
    void begin(Ack ack, int spans) {
        int number = free.isEmpty() ? used++ : free.removeLast();
        if (number == requests.length) {
            requests = Arrays.copyOf(requests, 2 * number);
            runs = Arrays.copyOf(runs, 2 * number);
        }
        requests[number] = new OpenRequest(ack, spans, open);
        runs[number] = 0;
        current = number;
    }

    /** The request that is being taken in. */
    OpenRequest current() {
        return get(current);
    }

    /** Its number, or {@link #NONE}. */
    int currentNumber() {
        return current;
    }

    /** The request is taken in, or has failed. */
    void end() {
        int number = current;
        current = NONE;
        OpenRequest request = get(number);
        if (runs[number] == 0) {
            forget(number);
        }
        request.ended();
    }

    /** The request of a run. */
    OpenRequest get(int number) {
        return Objects.requireNonNull(requests[number]);
    }

    /**
     * A run of the present request's spans is stored.
     *
     * @return the number that the run bears
     */
    int stored() {
        runs[current]++;
        current().begun();
        return current;
    }

    /** A run is stored no longer: its spans were dropped, or have left. */
    void freed(int number) {
        OpenRequest request = get(number);
        if (--runs[number] == 0 && number != current) {
            forget(number);
        }
        request.ended();
    }

    private void forget(int number) {
        requests[number] = null;
        free.add(number);
    }
}
