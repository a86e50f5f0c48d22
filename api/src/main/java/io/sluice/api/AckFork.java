package io.sluice.api;

import io.sluice.pdata.Payload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    private final AtomicInteger unfreed;
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
        this.unfreed = new AtomicInteger(branches);
    }

    /**
     * Acks for {@code branches} consumers of the same items, at least 1; each must be completed. One branch is the parent itself.
     */
    public static Ack[] share(Ack parent, int branches) {
        return fork(parent, Collections.nCopies(branches, Place.SAME), 0);
    }

    /**
     * Acks for consecutive parts of a batch; each must be completed. A part that is rejected rejects its own items only, unless all parts
     * are.
     *
     * @param firstItems for each part, the position in the parent's batch of its first item; ascending, the first is 0
     * @param items how many items the parent's batch has
     */
    public static Ack[] split(Ack parent, int[] firstItems, int items) {
        List<Place> places = new ArrayList<>(firstItems.length);
        for (int i = 0; i < firstItems.length; i++) {
            int end = i + 1 < firstItems.length ? firstItems[i + 1] : items;
            places.add(new Place.Range(firstItems[i], Math.max(0, end - firstItems[i])));
        }
        return fork(parent, places, items);
    }

    /**
     * Acks for parts of a batch whose items lay anywhere in it; each must be completed. Otherwise as {@link #split}.
     *
     * @param parts how many parts there are, at least 2 and at most 256
     * @param partOfItem for each item of the parent's batch, in their order, the number of its part, a byte from 0 on without a sign; an
     *     ownership of it is taken over, and ends with the last ack
     */
    static Ack[] scatter(Ack parent, int parts, Payload partOfItem) {
        List<Place> places = new ArrayList<>(parts);
        places.add(new Place.Anywhere(partOfItem, 0));
        for (int part = 1; part < parts; part++) {
            places.add(new Place.Anywhere(partOfItem.share(), part));
        }
        return fork(parent, places, partOfItem.length());
    }

    private static Ack[] fork(Ack parent, List<Place> places, int items) {
        if (places.size() == 1) {
            return new Ack[] {parent};
        }
        AckFork fork = new AckFork(parent, places.size(), items);
        return places.stream().map(place -> fork.new Branch(place)).toArray(Ack[]::new);
    }

    /** Where in the parent's batch the items of a branch are. */
    private sealed interface Place {

        Place SAME = new Same();

        /** All items are the branch's. */
        record Same() implements Place {}

        /** Some that follow each other. */
        record Range(int first, int count) implements Place {}

        /** Those with the number of the part. */
        record Anywhere(Payload partOfItem, int part) implements Place {

            private ItemSet items() {
                byte[] array = partOfItem.array();
                int from = partOfItem.offset();
                return ItemSet.of(IntStream.range(0, partOfItem.length())
                        .filter(i -> Byte.toUnsignedInt(array[from + i]) == part)
                        .toArray());
            }
        }

        /** The branch's items; null if they are no part. */
        default @Nullable ItemSet own() {
            return switch (this) {
                case Same _ -> null;
                case Range range ->
                    range.count == 0
                            ? null
                            : ItemSet.of(IntStream.range(range.first, range.first + range.count)
                                    .toArray());
                case Anywhere anywhere -> anywhere.items();
            };
        }

        /** Nobody asks any more. */
        default void release() {
            if (this instanceof Anywhere anywhere) {
                anywhere.partOfItem.release();
            }
        }

        /** Positions in the parent's batch instead of the branch's. */
        default ItemSet inParent(ItemSet which) {
            return switch (this) {
                case Same _ -> which;
                case Range range -> which.shifted(range.first);
                case Anywhere anywhere -> {
                    ItemSet own = anywhere.items();
                    int[] moved = new int[which.size()];
                    for (int i = 0; i < moved.length; i++) {
                        moved[i] = own.get(which.get(i));
                    }
                    yield ItemSet.of(moved);
                }
            };
        }
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

        private final Place place;

        Branch(Place place) {
            this.place = place;
        }

        private Outcome inParent(Outcome outcome) {
            if (outcome instanceof Outcome.Rejected rejected) {
                ItemSet own = place.own();
                if (own == null) {
                    return outcome;
                }
                rejection = rejected;
                return new Outcome.PartiallyAccepted(own.size(), own, rejected.message());
            }
            return outcome instanceof Outcome.PartiallyAccepted partial && partial.which() != null
                    ? new Outcome.PartiallyAccepted(
                            partial.rejectedItems(), place.inParent(partial.which()), partial.message())
                    : outcome;
        }

        @Override
        protected void onAnswer(Outcome outcome) {
            branchAnswered(inParent(outcome));
        }

        @Override
        protected void onComplete(Outcome outcome, boolean answered) {
            Outcome inParent = inParent(outcome);
            if (!answered) {
                place.release(); // else the answer may just be asking; the place is then left to the garbage collector
                branchAnswered(inParent);
            }
            branchCompleted(inParent);
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
        public void bytesFreed() {
            if (unfreed.decrementAndGet() == 0) {
                parent.bytesFreed();
            }
        }

        @Override
        public void dropped(int items, String reason) {
            parent.dropped(items, reason);
        }
    }
}
