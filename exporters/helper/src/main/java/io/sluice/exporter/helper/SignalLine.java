package io.sluice.exporter.helper;

import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.api.telemetry.Meter;
import io.sluice.pdata.Signal;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one signal: its bounds, which any thread takes from, and its lines, which belong to the sender thread.
 *
 * <pre>
 *   outside (block_on_overflow only) -> fresh -> under way
 *                                       again ->
 * </pre>
 */
final class SignalLine {

    /** What {@link #admit} decided. */
    enum Admission {
        /** Its size is reserved. */
        IN,
        /** It waits in front of the queue. */
        OUTSIDE,
        /** No room now. */
        FULL,
        /** No room ever. */
        TOO_LARGE
    }

    private final Signal signal;
    private final @Nullable QueueConfig config;
    private final SignalMetrics metrics;
    private final QueueBound inside;
    private final QueueBound front;
    private final AtomicInteger waitingInFront = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong underWayBytes = new AtomicLong();
    private final int maxUnderWay;
    private final long maxUnderWayBytes;

    private final ArrayDeque<Job> outside = new ArrayDeque<>();
    private final ArrayDeque<Job> fresh = new ArrayDeque<>();
    private final ArrayDeque<Job> again = new ArrayDeque<>();

    SignalLine(Signal signal, @Nullable QueueConfig config, SignalMetrics metrics) {
        this.signal = signal;
        this.config = config;
        this.metrics = metrics;
        if (config == null) {
            // Retries and a silent backend pile up here all the same.
            inside = new QueueBound(Long.MAX_VALUE, QueueConfig.DEFAULT_QUEUE_BYTES);
            front = new QueueBound(0, 0);
            maxUnderWay = Integer.MAX_VALUE;
            maxUnderWayBytes = Long.MAX_VALUE;
        } else {
            inside = new QueueBound(config.queueSize(), config.effectiveBytes());
            front = new QueueBound(Long.MAX_VALUE, config.blockOnOverflow() ? config.effectiveBytes() : 0);
            boolean countsBytes = config.inFlightBytes() > 0;
            maxUnderWay = countsBytes ? Integer.MAX_VALUE : config.numConsumers();
            maxUnderWayBytes = countsBytes ? config.inFlightBytes() : Long.MAX_VALUE;
        }
    }

    void measure(Meter meter, String exporter) {
        String type = signal.configName();
        meter.gauge(
                "exporter_in_flight_requests",
                "Number of requests under way to the backend.",
                underWay::get,
                "exporter",
                exporter,
                "data_type",
                type);
        meter.gauge(
                "exporter_in_flight_bytes",
                "Payload bytes of requests under way to the backend.",
                underWayBytes::get,
                "exporter",
                exporter,
                "data_type",
                type);
        if (config == null) {
            return;
        }
        meter.gauge(
                "exporter_queue_size",
                "What the sending queue holds, in units of its sizer, with what is under way.",
                inside::units,
                "exporter",
                exporter,
                "data_type",
                type);
        meter.gauge(
                "exporter_queue_capacity",
                "What the sending queue can hold, in units of its sizer.",
                inside::capacity,
                "exporter",
                exporter,
                "data_type",
                type);
        meter.gauge(
                "exporter_queue_bytes",
                "Payload bytes that the sending queue holds, with what is under way.",
                () -> inside.bytes() + front.bytes(),
                "exporter",
                exporter,
                "data_type",
                type);
    }

    SignalMetrics metrics() {
        return metrics;
    }

    // Any thread.

    long unitsOf(Batch batch) {
        if (config == null) {
            return 1;
        }
        return switch (config.sizer()) {
            case REQUESTS -> 1;
            case ITEMS -> batch.items();
            case BYTES -> batch.bytes();
        };
    }

    /** Finds room for a batch and reserves it. What waits outside goes first. */
    Admission admit(Job job) {
        if (!inside.couldHold(job.units(), job.bytes())) {
            return Admission.TOO_LARGE;
        }
        if (waitingInFront.get() == 0 && inside.tryReserve(job.units(), job.bytes())) {
            return Admission.IN;
        }
        if (front.tryReserve(job.units(), job.bytes())) {
            waitingInFront.incrementAndGet();
            job.setOutside(true);
            return Admission.OUTSIDE;
        }
        return Admission.FULL;
    }

    /** Gives back what a job had reserved. */
    void release(Job job) {
        if (job.isOutside()) {
            front.release(job.units(), job.bytes());
            waitingInFront.decrementAndGet();
        } else {
            inside.release(job.units(), job.bytes());
        }
    }

    int underWay() {
        return underWay.get();
    }

    void ended(Job job) {
        underWayBytes.addAndGet(-job.bytes());
        underWay.decrementAndGet();
    }

    // Sender thread.

    void begun(Job job) {
        underWayBytes.addAndGet(job.bytes());
        underWay.incrementAndGet();
    }

    /** Takes a job that was admitted. */
    void add(Job job) {
        (job.isOutside() ? outside : fresh).add(job);
    }

    /** Takes a job whose wait for another attempt is over. */
    void addAgain(Job job) {
        again.add(job);
    }

    /** Lets jobs from outside in while there is room; true if any came in. */
    boolean letIn() {
        boolean any = false;
        Job first;
        while ((first = outside.peek()) != null && inside.tryReserve(first.units(), first.bytes())) {
            outside.remove();
            release(first);
            first.setOutside(false);
            fresh.add(first);
            if (first.isInCustody()) {
                first.batch().ack().answer(Outcome.accepted());
            }
            any = true;
        }
        return any;
    }

    /** Whether another attempt may begin: by bytes, the last one may pass the bound. */
    boolean hasSlot() {
        return underWay.get() < maxUnderWay && underWayBytes.get() < maxUnderWayBytes;
    }

    /** The next job to attempt, those that wait for another attempt first, or null. */
    @Nullable
    Job next() {
        Job job = again.poll();
        return job != null ? job : fresh.poll();
    }

    boolean hasNext() {
        return !again.isEmpty() || !fresh.isEmpty();
    }

    boolean isEmpty() {
        return again.isEmpty() && fresh.isEmpty() && outside.isEmpty();
    }

    /** Takes out what {@code which} says yes to; it has seen to them. */
    void removeIf(Predicate<Job> which) {
        again.removeIf(which);
        fresh.removeIf(which);
        outside.removeIf(which);
    }
}
