package io.sluice.processor.memorylimiter;

import io.sluice.api.Batch;
import io.sluice.api.ComponentContext;
import io.sluice.api.Custody;
import io.sluice.api.Outcome;
import io.sluice.api.Processor;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Refusal;
import io.sluice.api.Timer;
import io.sluice.api.telemetry.Counter;
import io.sluice.pdata.Signal;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests while the bytes in custody exceed the soft limit, or while the live heap does.
 *
 * <p>A request that finds nothing else in custody passes the first test whatever its size: to refuse it would be to refuse it for ever,
 * and the receiver's own size limit bounds it.
 */
final class MemoryLimiter implements Processor.Gate {

    private static final long RETRY_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MIB = 1L << 20;

    private final ComponentContext context;
    private final MemoryLimiterConfig config;
    private final Heap heap;
    private final MemoryLimits limits;
    private final Custody custody;
    private final GcPace softPace;
    private final GcPace hardPace;
    private final Counter accepted;
    private final Counter refused;
    private final RateLimitedLog log;
    private volatile boolean heapIsFull;
    private volatile boolean stopped;
    private @Nullable Timer nextCheck;

    MemoryLimiter(ComponentContext context, MemoryLimiterConfig config, Signal signal, Heap heap) {
        this.context = context;
        this.config = config;
        this.heap = heap;
        this.limits = MemoryLimits.of(config, heap.maxBytes());
        this.custody = context.custody();
        this.softPace = new GcPace(config.minGcIntervalWhenSoftLimited(), config.maxGcIntervalWhenSoftLimited());
        this.hardPace = new GcPace(config.minGcIntervalWhenHardLimited(), config.maxGcIntervalWhenHardLimited());
        String id = context.id().toString();
        this.accepted = context.meter()
                .counter(
                        "processor_memory_limiter_accepted_" + signal.itemName(),
                        "Items that the memory limiter let pass.",
                        "processor",
                        id);
        this.refused = context.meter()
                .counter(
                        "processor_memory_limiter_refused_" + signal.itemName(),
                        "Items that the memory limiter refused; their senders may send them again.",
                        "processor",
                        id);
        this.log = new RateLimitedLog(context.logger(), context.clock());
    }

    @Override
    public void start() {
        long configured = MemoryLimits.configuredHard(config, heap.maxBytes());
        if (configured > limits.hard()) {
            context.logger()
                    .warn(
                            "limit_mib of {} MiB is more than the heap may grow to; {} MiB holds instead."
                                    + " Raise the heap (SLUICE_HEAP) or lower limit_mib.",
                            configured / MIB,
                            limits.hard() / MIB);
        }
        scheduleCheck();
    }

    @Override
    public @Nullable Outcome admit(Batch batch) {
        int items = batch.items();
        long held = custody.bytes();
        if (held > limits.soft() && held > batch.bytes()) {
            return refuse(items, "bytes in custody", held);
        }
        if (heapIsFull) {
            return refuse(items, "the live heap", heap.liveBytes());
        }
        accepted.add(items);
        return null;
    }

    private Outcome refuse(int items, String what, long bytes) {
        refused.add(items);
        log.warn("refusing data: " + what + " reached " + bytes / MIB + " MiB, above the soft limit of "
                + limits.soft() / MIB + " MiB");
        return Outcome.refused(Refusal.MEMORY, retryAfterNanos(), "data refused due to high memory usage");
    }

    /** A second, give or take a half, so that refused senders do not come back together. */
    private static long retryAfterNanos() {
        return RETRY_AFTER_NANOS / 2 + ThreadLocalRandom.current().nextLong(RETRY_AFTER_NANOS);
    }

    private void scheduleCheck() {
        nextCheck = context.timers().schedule(config.checkInterval().toNanos(), this::check);
    }

    private void check() {
        long live = heap.liveBytes();
        long now = context.clock().nanoTime();
        heapIsFull = live > limits.soft();
        // What is live is only known after a collection: without one a heap once found full would stay so for ever.
        if (live > limits.hard()) {
            hardPace.mayCollect(now, live, heap);
        } else if (heapIsFull) {
            softPace.mayCollect(now, live, heap);
        }
        if (!stopped) {
            scheduleCheck();
        }
    }

    @Override
    public void stop(long deadlineNanos) {
        stopped = true;
        Timer waiting = nextCheck;
        if (waiting != null) {
            waiting.cancel();
        }
    }
}
