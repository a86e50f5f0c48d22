package io.sluice.api;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

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

    private AckFork(Ack parent, int branches) {
        this.parent = parent;
        this.incomplete = new AtomicInteger(branches);
        this.unanswered = new AtomicInteger(branches);
    }

    /**
     * Acks for {@code branches} consumers of the same items, at least 1; each must be completed. One branch is the parent itself.
     */
    public static Ack[] share(Ack parent, int branches) {
        return split(parent, new int[branches]);
    }

    /**
     * Acks for consecutive parts of a batch; each must be completed.
     *
     * @param firstItems for each part, the position in the parent's batch of its first item
     */
    public static Ack[] split(Ack parent, int[] firstItems) {
        if (firstItems.length < 1) {
            throw new IllegalArgumentException("no branches");
        }
        if (firstItems.length == 1 && firstItems[0] == 0) {
            return new Ack[] {parent};
        }
        AckFork fork = new AckFork(parent, firstItems.length);
        Ack[] acks = new Ack[firstItems.length];
        for (int i = 0; i < acks.length; i++) {
            acks[i] = fork.new Branch(firstItems[i]);
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
            parent.answer(worstAnswer.get());
        }
    }

    private void branchCompleted(Outcome outcome) {
        worst.accumulateAndGet(outcome, Outcome::worse);
        if (incomplete.decrementAndGet() == 0) {
            parent.complete(worst.get());
        }
    }

    private final class Branch extends OnceAck {

        private final int firstItem;

        Branch(int firstItem) {
            this.firstItem = firstItem;
        }

        private Outcome inParent(Outcome outcome) {
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
