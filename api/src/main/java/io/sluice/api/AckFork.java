package io.sluice.api;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One ack for several branches that carry the same items.
 *
 * <p>The parent's outcome is {@linkplain Outcome#worse the worst} of all branches. Its sender hears OK as soon as each branch has taken
 * custody or ended well, and a refusal as soon as one branch refuses: it need not wait for a slower sibling.
 */
public final class AckFork {

    private final Ack parent;
    private final AtomicInteger incomplete;
    private final AtomicInteger unanswered;
    private final AtomicReference<Outcome> worst = new AtomicReference<>(Outcome.accepted());
    private final AtomicReference<Outcome> worstAnswer = new AtomicReference<>(Outcome.accepted());

    private final int items;
    private volatile Outcome.@Nullable Rejected rejection;

    /** @param items of all parts together; 0 if the branches carry the same items */
    private AckFork(Ack parent, int branches, int items) {
        if (branches < 1) {
            throw new IllegalArgumentException("no branches");
        }
        this.parent = parent;
        this.items = items;
        this.incomplete = new AtomicInteger(branches);
        this.unanswered = new AtomicInteger(branches);
    }

    /**
     * Acks for {@code branches} consumers of the same items, at least 1; each must be completed. One branch is the parent itself.
     */
    public static Ack[] share(Ack parent, int branches) {
        return branches == 1 ? new Ack[] {parent} : new AckFork(parent, branches, 0).branches(new int[branches]);
    }

    /**
     * Acks for consecutive parts of a batch; each must be completed. A part that is rejected rejects its own items only, unless all parts
     * are.
     *
     * @param firstItems for each part, the position in the parent's batch of its first item; ascending, the first is 0
     * @param items how many items the parent's batch has
     */
    public static Ack[] split(Ack parent, int[] firstItems, int items) {
        return firstItems.length == 1
                ? new Ack[] {parent}
                : new AckFork(parent, firstItems.length, items).branches(firstItems);
    }

    private Ack[] branches(int[] firstItems) {
        Ack[] acks = new Ack[firstItems.length];
        for (int i = 0; i < acks.length; i++) {
            int end = i + 1 < acks.length ? firstItems[i + 1] : items;
            acks[i] = new Branch(firstItems[i], Math.max(0, end - firstItems[i]));
        }
        return acks;
    }

    private void branchAnswered(Outcome outcome) {
        if (outcome instanceof Outcome.Refused) {
            parent.answer(outcome);
            return;
        }
        worstAnswer.accumulateAndGet(outcome, Outcome::worse);
        if (unanswered.decrementAndGet() == 0) {
            parent.answer(ofWhole(worstAnswer.get()));
        }
    }

    private void branchCompleted(Outcome outcome) {
        worst.accumulateAndGet(outcome, Outcome::worse);
        if (incomplete.decrementAndGet() == 0) {
            parent.complete(ofWhole(worst.get()));
        }
    }

    /** Parts that reject all items between them reject the whole. */
    private Outcome ofWhole(Outcome outcome) {
        Outcome.Rejected rejected = rejection;
        return rejected != null
                        && outcome instanceof Outcome.PartiallyAccepted partial
                        && partial.rejectedItems() == items
                ? rejected
                : outcome;
    }

    private final class Branch extends OnceAck {

        private final int firstItem;
        private final int partItems;

        /** @param partItems 0 if the branch is no part but carries the same items as its siblings */
        Branch(int firstItem, int partItems) {
            this.firstItem = firstItem;
            this.partItems = partItems;
        }

        private Outcome inParent(Outcome outcome) {
            if (outcome instanceof Outcome.Rejected rejected && partItems > 0) {
                rejection = rejected;
                ItemSet own = ItemSet.of(
                        IntStream.range(firstItem, firstItem + partItems).toArray());
                return new Outcome.PartiallyAccepted(partItems, own, rejected.message());
            }
            return firstItem != 0 && outcome instanceof Outcome.PartiallyAccepted partial && partial.which() != null
                    ? new Outcome.PartiallyAccepted(
                            partial.rejectedItems(), partial.which().shifted(firstItem), partial.message())
                    : outcome;
        }

        @Override
        protected void onAnswer(Outcome outcome) {
            branchAnswered(inParent(outcome));
        }

        @Override
        protected void onComplete(Outcome outcome, boolean answered) {
            if (!answered) {
                branchAnswered(inParent(outcome));
            }
            branchCompleted(inParent(outcome));
        }

        @Override
        public boolean isWithdrawn() {
            return !isCustodyTaken() && parent.isWithdrawn();
        }

        @Override
        public long deadlineNanos() {
            return parent.deadlineNanos();
        }

        @Override
        public void dropped(int items, String reason) {
            parent.dropped(items, reason);
        }
    }
}
