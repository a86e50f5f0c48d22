package io.sluice.processor.batch;

import io.sluice.api.Ack;
import io.sluice.api.Batch;
import io.sluice.api.Consumer;
import io.sluice.api.OnceAck;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.RequestContext;
import io.sluice.api.StageContext;
import io.sluice.api.Timer;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpSplitter;
import io.sluice.pdata.Payload;
import io.sluice.processor.batch.BatchMetrics.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Requests that gather for one batch, and the count of batches under way.
 *
 * <p>Threads: the worker's, except {@link UnderWay}, whose outcome comes from any thread: it decrements {@code underWay} and then reads
 * {@code gathering}; the worker sets {@code gathering} and then reads {@code underWay}. One of the two sees that the batch may leave.
 */
final class BatchGroup {

    private final BatchConfig config;
    private final StageContext context;
    private final Consumer next;
    private final BatchMetrics metrics;
    private final RequestContext mergedContext;

    private final OtlpSplitter splitter = new OtlpSplitter();
    private final List<Batch> pending = new ArrayList<>();
    private int pendingItems;
    private long pendingBytes;
    private @Nullable Timer timeout;
    private volatile boolean gathering;
    private final AtomicInteger underWay = new AtomicInteger();

    BatchGroup(
            BatchConfig config,
            StageContext context,
            Consumer next,
            BatchMetrics metrics,
            RequestContext mergedContext) {
        this.config = config;
        this.context = context;
        this.next = next;
        this.metrics = metrics;
        this.mergedContext = mergedContext;
    }

    /** Takes a request; a full batch leaves at once. */
    void add(Batch batch) {
        if (exceedsWith(batch)) {
            send(Trigger.SIZE);
        }
        pending.add(batch);
        pendingItems += batch.items();
        pendingBytes += batch.bytes();
        gathering = true;
        if (pendingItems >= config.sendBatchSize() || exceeds(pendingItems, pendingBytes)) {
            send(Trigger.SIZE);
        } else if (config.timeout().isZero()) {
            send(Trigger.TIMEOUT);
        } else if (timeout == null) {
            timeout = context.schedule(config.timeout().toNanos(), () -> send(Trigger.TIMEOUT));
        }
    }

    private boolean exceedsWith(Batch batch) {
        return !pending.isEmpty() && exceeds(pendingItems + batch.items(), pendingBytes + batch.bytes());
    }

    private boolean exceeds(int items, long bytes) {
        return (config.sendBatchMaxSize() > 0 && items > config.sendBatchMaxSize()) || bytes > maxBytes();
    }

    private int maxBytes() {
        return config.sendBatchMaxBytes() > 0 ? config.sendBatchMaxBytes() : Integer.MAX_VALUE / 2;
    }

    /** No more input just now: waiting is worth while only if something is under way. */
    void idle() {
        if (gathering && underWay.get() == 0) {
            send(Trigger.IDLE);
        }
    }

    /** Sends what has gathered. */
    void flush() {
        send(Trigger.TIMEOUT);
    }

    /** True if the group can be forgotten. */
    boolean isUnused() {
        return pending.isEmpty() && underWay.get() == 0;
    }

    private void send(Trigger trigger) {
        if (timeout != null) {
            timeout.cancel();
            timeout = null;
        }
        gathering = false;
        withdrawDeserted();
        if (pending.isEmpty()) {
            pendingItems = 0;
            pendingBytes = 0;
            return;
        }
        Batch merged = takePending();
        List<Batch> parts = exceeds(merged.items(), merged.bytes()) ? cut(merged) : List.of(merged);
        underWay.addAndGet(parts.size());
        for (Batch part : parts) {
            metrics.sent(part, trigger);
            next.consume(part.passOn(new UnderWay(part.ack())));
        }
    }

    private List<Batch> cut(Batch batch) {
        int maxItems = config.sendBatchMaxSize() > 0 ? config.sendBatchMaxSize() : Integer.MAX_VALUE;
        try {
            return batch.split(
                    splitter.split(batch.signal(), batch.payload(), maxItems, maxBytes(), context.buffers()));
        } catch (MalformedException e) {
            batch.abandon(Outcome.refused(Refusal.COMPONENT_FAILURE, "cutting a large request failed"));
            throw new IllegalStateException("a request came here without validation", e);
        } catch (RuntimeException | Error e) {
            batch.abandon(Outcome.refused(Refusal.COMPONENT_FAILURE, "cutting a large request failed"));
            throw e;
        }
    }

    private Batch takePending() {
        try {
            return Batch.merge(pending, mergedContext);
        } catch (RuntimeException | Error e) {
            Outcome failure = Outcome.refused(Refusal.COMPONENT_FAILURE, "merging requests failed");
            pending.forEach(batch -> batch.abandon(failure));
            throw e;
        } finally {
            pending.clear();
            pendingItems = 0;
            pendingBytes = 0;
        }
    }

    /** Gives up requests whose sender has gone meanwhile. */
    private void withdrawDeserted() {
        pending.removeIf(batch -> {
            if (!batch.isWithdrawn()) {
                return false;
            }
            pendingItems -= batch.items();
            pendingBytes -= batch.bytes();
            batch.complete(Outcome.refused(Refusal.DEADLINE, "the sender stopped waiting before the batch left"));
            return true;
        });
    }

    /** The way back of a batch that left; the last one to come home lets the next batch leave. */
    private final class UnderWay extends OnceAck {

        private final Ack ack;

        UnderWay(Ack ack) {
            this.ack = ack;
        }

        @Override
        protected void onAnswer(Outcome outcome) {
            ack.answer(outcome);
        }

        @Override
        protected void onComplete(Outcome outcome, boolean answered) {
            ack.complete(outcome);
            if (underWay.decrementAndGet() == 0 && gathering) {
                context.execute(BatchGroup.this::idle);
            }
        }

        @Override
        public boolean isWithdrawn() {
            return ack.isWithdrawn();
        }

        @Override
        public long deadlineNanos() {
            return ack.deadlineNanos();
        }

        @Override
        public void dropped(int items, String reason) {
            ack.dropped(items, reason);
        }

        @Override
        public void bytesFreed() {
            ack.bytesFreed();
        }

        @Override
        public @Nullable Remaining cutWithdrawn(Payload payload) {
            return ack.cutWithdrawn(payload);
        }
    }
}
