package io.sluice.api;

import io.sluice.pdata.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One ack for a batch merged of several, in their order. Each owner hears of its own items only: positions in a {@link
 * Outcome.PartiallyAccepted} are handed to the request they came from.
 */
final class AckMerge extends OnceAck {

    private static final Payload NOTHING = Payload.of(new byte[0]);

    private Payload merged;
    private final Ack[] acks;
    private final int[] items;
    private final int[] bytes;
    private final int[] undropped;
    private boolean positionsLost;

    /**
     * @param merged the bytes of all parts in their order
     * @param items items of each part
     * @param bytes payload bytes of each part
     */
    AckMerge(Payload merged, Ack[] acks, int[] items, int[] bytes) {
        this.merged = merged;
        this.acks = acks;
        this.items = items;
        this.bytes = bytes;
        this.undropped = items.clone();
    }

    /**
     * Merges batches by concatenating their bytes, which protobuf defines as merging the messages. The parts are spent.
     *
     * @param parts at least one, all of one signal, each accepted by full validation
     * @param context what to say of the merged batch's origin
     */
    static Batch merge(List<Batch> parts, RequestContext context) {
        int n = parts.size();
        int[] items = new int[n];
        int[] bytes = new int[n];
        long allBytes = 0;
        int allItems = 0;
        for (int i = 0; i < n; i++) {
            items[i] = parts.get(i).items();
            bytes[i] = parts.get(i).bytes();
            allItems += items[i];
            allBytes += bytes[i];
        }
        byte[] array = new byte[Math.toIntExact(allBytes)];
        Ack[] acks = new Ack[n];
        int at = 0;
        for (int i = 0; i < n; i++) {
            Payload payload = parts.get(i).payload();
            System.arraycopy(payload.array(), payload.offset(), array, at, bytes[i]);
            at += bytes[i];
            acks[i] = parts.get(i).detachAck();
        }
        Payload merged = Payload.of(array);
        return new Batch(parts.get(0).signal(), merged, allItems, context, new AckMerge(merged, acks, items, bytes));
    }

    @Override
    protected void onAnswer(Outcome outcome) {
        int from = 0;
        for (int i = 0; i < acks.length; i++) {
            if (items[i] >= 0) {
                acks[i].answer(ownShare(outcome, from, from + items[i]));
                from += items[i];
            }
        }
    }

    @Override
    protected void onComplete(Outcome outcome, boolean answered) {
        if (outcome instanceof Outcome.PartiallyAccepted partial && !knowsWhich(partial)) {
            // Told to nobody as theirs, but not delivered either: the books must know.
            dropped(partial.rejectedItems(), "rejected_unattributed");
        }
        int from = 0;
        for (int i = 0; i < acks.length; i++) {
            if (items[i] >= 0) {
                acks[i].complete(ownShare(outcome, from, from + items[i]));
                from += items[i];
            }
        }
    }

    /** After a drop the positions are those of other items. */
    private boolean knowsWhich(Outcome.PartiallyAccepted partial) {
        return partial.which() != null && !positionsLost;
    }

    private Outcome ownShare(Outcome outcome, int from, int to) {
        if (!(outcome instanceof Outcome.PartiallyAccepted partial)) {
            return outcome;
        }
        ItemSet which = partial.which();
        if (which == null || positionsLost) {
            // Nobody can tell whose items these were. A number in an innocent request's answer would be a lie; a
            // warning is not.
            return new Outcome.PartiallyAccepted(0, null, partial.message());
        }
        ItemSet own = which.slice(from, to);
        return own.size() == 0 ? Outcome.accepted() : new Outcome.PartiallyAccepted(own.size(), own, partial.message());
    }

    @Override
    public boolean isWithdrawn() {
        if (isCustodyTaken()) {
            return false;
        }
        for (int i = 0; i < acks.length; i++) {
            if (items[i] >= 0 && !acks[i].isWithdrawn()) {
                return false;
            }
        }
        return true;
    }

    /** The latest deadline of all parts: until then somebody waits. */
    @Override
    public long deadlineNanos() {
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < acks.length; i++) {
            if (items[i] >= 0) {
                latest = Math.max(latest, acks[i].deadlineNanos());
            }
        }
        return latest;
    }

    @Override
    public void bytesFreed() {
        merged = NOTHING;
        for (int i = 0; i < acks.length; i++) {
            if (items[i] >= 0) {
                acks[i].bytesFreed();
            }
        }
    }

    /**
     * Spread over the parts in order: whose items they were is not known, and the sum is what counts. Called by the batch's owner, so by
     * one thread at a time.
     */
    @Override
    public void dropped(int count, String reason) {
        positionsLost |= count > 0;
        int left = count;
        for (int i = 0; i < acks.length && left > 0; i++) {
            int share = items[i] < 0 ? 0 : Math.min(left, undropped[i]);
            if (share > 0) {
                undropped[i] -= share;
                left -= share;
                acks[i].dropped(share, reason);
            }
        }
    }

    /**
     * Cuts out the parts whose senders have gone and tells them so. Only while the bytes are still those that were merged; in place. Does
     * nothing if all or none have gone.
     */
    @Override
    public @Nullable Remaining cutWithdrawn(Payload payload) {
        if (payload != merged || !payload.isExclusive() || isCustodyTaken()) {
            return null;
        }
        boolean[] gone = new boolean[acks.length]; // asked once: a sender that goes meanwhile must not empty the batch
        boolean any = false;
        boolean all = true;
        for (int i = 0; i < acks.length; i++) {
            gone[i] = items[i] >= 0 && acks[i].isWithdrawn();
            any |= gone[i];
            all &= gone[i] || items[i] < 0;
        }
        if (!any || all) {
            return null;
        }
        byte[] array = payload.array();
        int from = payload.offset();
        int to = from;
        int left = 0;
        for (int i = 0; i < acks.length; i++) {
            if (items[i] < 0) {
                continue;
            }
            if (gone[i]) {
                acks[i].complete(Outcome.refused(Refusal.DEADLINE, "the sender stopped waiting before the data left"));
                items[i] = -1;
            } else {
                System.arraycopy(array, from, array, to, bytes[i]);
                to += bytes[i];
                left += items[i];
            }
            from += bytes[i];
        }
        merged = Payload.of(array, payload.offset(), to - payload.offset());
        return new Remaining(merged, left);
    }
}
