package io.sluice.api;

import io.sluice.pdata.OtlpSplitter;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one thing that moves: a signal, its OTLP bytes, the request's context and the way back.
 *
 * <p>A batch has one owner at a time. Handing it to a {@link Consumer} gives it away. The last owner calls {@link #complete} once, from
 * any thread; that releases the payload and tells the outcome.
 */
public final class Batch {

    private final Signal signal;
    private final RequestContext context;
    private final Ack ack;
    private Payload payload;
    private int items;
    private final AtomicBoolean completed = new AtomicBoolean();

    /**
     * @param payload the batch takes over one ownership of it
     * @param items the number of spans, data points or log records in it
     */
    public Batch(Signal signal, Payload payload, int items, RequestContext context, Ack ack) {
        this.signal = signal;
        this.payload = payload;
        this.items = items;
        this.context = context;
        this.ack = ack;
    }

    public Signal signal() {
        return signal;
    }

    /** The bytes; valid until {@link #complete} or {@link #replace}. */
    public Payload payload() {
        return payload;
    }

    /** The number of spans, data points or log records. */
    public int items() {
        return items;
    }

    /** The number of payload bytes. */
    public int bytes() {
        return payload.length();
    }

    public RequestContext context() {
        return context;
    }

    public Ack ack() {
        return ack;
    }

    /** Puts edited bytes in the place of the present ones, which are released. Called by the owner only. */
    public void replace(Payload edited, int editedItems) {
        Payload before = payload;
        payload = edited;
        items = editedItems;
        if (before != edited) {
            before.release();
        }
    }

    /** A second batch over the same bytes, with its own way back. Called by the owner before it gives this one away. */
    public Batch share(Ack branch) {
        return new Batch(signal, payload.share(), items, context, branch);
    }

    /**
     * The same bytes with another way back; this batch is spent. Called by the owner, who answers for {@code wrapped} from now on.
     */
    public Batch passOn(Ack wrapped) {
        if (!completed.compareAndSet(false, true)) {
            throw new IllegalStateException("batch passed on after its end");
        }
        return new Batch(signal, payload, items, context, wrapped);
    }

    /**
     * One batch of several, by concatenating their bytes. All are of one signal and hold what full validation accepted; they are spent.
     *
     * @param parts at least one
     * @param context what to say of the merged batch's origin
     */
    public static Batch merge(List<Batch> parts, RequestContext context) {
        return parts.size() == 1 ? parts.get(0) : AckMerge.merge(parts, context);
    }

    /**
     * Several batches in the place of this one, which is spent. Its sender hears one answer: of the items in a part that ended ill, or of
     * a refusal if any part was refused.
     *
     * @param parts all of this batch's items in their order
     */
    public List<Batch> split(List<OtlpSplitter.Part> parts) {
        int[] firstItems = new int[parts.size()];
        for (int i = 0; i < firstItems.length; i++) {
            firstItems[i] = parts.get(i).firstItem();
        }
        Ack[] acks = AckFork.split(detachAck(), firstItems, items);
        List<Batch> batches = new ArrayList<>(acks.length);
        for (int i = 0; i < acks.length; i++) {
            OtlpSplitter.Part part = parts.get(i);
            batches.add(new Batch(signal, part.payload(), part.items(), context, acks[i]));
        }
        return batches;
    }

    /**
     * Some of a batch's items, wherever they lay in it.
     *
     * @param payload the part takes over one ownership of it
     * @param items how many
     */
    public record Share(Payload payload, int items) {}

    /**
     * Several batches in the place of this one, which is spent, as {@link #split}, but of items from anywhere in it.
     *
     * @param shares at least 2, at most 256; each item is in one of them
     * @param shareOfItem for each item, in their order, the number of its share, a byte without a sign; an ownership of it is taken over
     */
    public List<Batch> scatter(List<Share> shares, Payload shareOfItem) {
        Ack[] acks = AckFork.scatter(detachAck(), shares.size(), shareOfItem);
        List<Batch> batches = new ArrayList<>(acks.length);
        for (int i = 0; i < acks.length; i++) {
            Share share = shares.get(i);
            batches.add(new Batch(signal, share.payload(), share.items(), context, acks[i]));
        }
        return batches;
    }

    /**
     * Ends this batch without an outcome, for an owner that has copied what it needs and answers later: releases the bytes, and says so to
     * whoever bounds them. The caller bounds its copy, and answers for the ack from now on.
     */
    public Ack keepAck() {
        Ack kept = detachAck();
        kept.bytesFreed();
        return kept;
    }

    /** Ends this batch without an outcome: releases the bytes; the caller answers for the ack from now on. */
    Ack detachAck() {
        if (!completed.compareAndSet(false, true)) {
            throw new IllegalStateException("batch merged or split after its end");
        }
        payload.release();
        return ack;
    }

    /**
     * Lets go of those requests in a merged batch whose senders have gone. Called by the owner just before the data leaves, if {@link
     * #isWithdrawn} is not true of the batch as a whole.
     */
    public void cutWithdrawn() {
        Ack.Remaining remaining = ack.cutWithdrawn(payload);
        if (remaining != null) {
            replace(remaining.payload(), remaining.items());
        }
    }

    /** True once nobody waits for this batch; see {@link Ack#isWithdrawn}. */
    public boolean isWithdrawn() {
        return ack.isWithdrawn();
    }

    /** Ends the batch: releases the payload and tells the outcome. Any thread; a second call is ignored. */
    public void complete(Outcome outcome) {
        if (completed.compareAndSet(false, true)) {
            payload.release();
            ack.complete(outcome);
        }
    }

    /**
     * Ends the batch on behalf of a component that failed with it in hand: tells the outcome, but leaves the bytes to the garbage
     * collector, since the component may still hold a reference to them and a recycled array would show it somebody else's data.
     */
    public void abandon(Outcome outcome) {
        if (completed.compareAndSet(false, true)) {
            ack.complete(outcome);
        }
    }

    /** True once {@link #complete} or {@link #abandon} was called. */
    public boolean isCompleted() {
        return completed.get();
    }

    @Override
    public String toString() {
        return signal.configName() + " batch of " + items + " items, " + payload.length() + " bytes";
    }
}
