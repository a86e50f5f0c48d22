package io.sluice.api;

import java.util.List;

/**
 * One ack for a batch merged of several, in their order. Each owner hears of its own items only: positions in a {@link
 * Outcome.PartiallyAccepted} are handed to the request they came from.
 */
public final class AckMerge extends OnceAck {

    /** A part of a merged batch: whose it is and how many items it has. */
    public record Part(Ack ack, int items) {}

    private final Part[] parts;
    private final int[] undropped;

    private AckMerge(Part[] parts) {
        this.parts = parts;
        this.undropped = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            undropped[i] = parts[i].items();
        }
    }

    /** An ack for the parts in their order, at least one. One part is its own ack. */
    public static Ack of(List<Part> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("nothing to merge");
        }
        if (parts.size() == 1) {
            return parts.get(0).ack();
        }
        return new AckMerge(parts.toArray(new Part[0]));
    }

    @Override
    protected void onAnswer(Outcome outcome) {
        tell(outcome, false);
    }

    @Override
    protected void onComplete(Outcome outcome, boolean answered) {
        tell(outcome, true);
    }

    private void tell(Outcome outcome, boolean complete) {
        int from = 0;
        for (Part part : parts) {
            Outcome own = ownShare(outcome, from, from + part.items());
            if (complete) {
                part.ack().complete(own);
            } else {
                part.ack().answer(own);
            }
            from += part.items();
        }
    }

    private static Outcome ownShare(Outcome outcome, int from, int to) {
        if (!(outcome instanceof Outcome.PartiallyAccepted partial)) {
            return outcome;
        }
        if (partial.which() == null) {
            // Nobody can tell whose items these were. A number in an innocent request's answer would be a lie; a
            // warning is not.
            return new Outcome.PartiallyAccepted(0, null, partial.message());
        }
        ItemSet own = partial.which().slice(from, to);
        return own.size() == 0 ? Outcome.accepted() : new Outcome.PartiallyAccepted(own.size(), own, partial.message());
    }

    @Override
    public boolean isWithdrawn() {
        if (isCustodyTaken()) {
            return false;
        }
        for (Part part : parts) {
            if (!part.ack().isWithdrawn()) {
                return false;
            }
        }
        return true;
    }

    /** The latest deadline of all parts: until then somebody waits. */
    @Override
    public long deadlineNanos() {
        long latest = Long.MIN_VALUE;
        for (Part part : parts) {
            latest = Math.max(latest, part.ack().deadlineNanos());
        }
        return latest;
    }

    /**
     * Spread over the parts in order: whose items they were is not known, and the sum is what counts. Called by the batch's owner, so by
     * one thread at a time.
     */
    @Override
    public void dropped(int items, String reason) {
        int left = items;
        for (int i = 0; i < parts.length && left > 0; i++) {
            int share = Math.min(left, undropped[i]);
            if (share > 0) {
                undropped[i] -= share;
                left -= share;
                parts[i].ack().dropped(share, reason);
            }
        }
    }
}
