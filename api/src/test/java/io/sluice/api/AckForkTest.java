package io.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AckForkTest {

    private static final Outcome.Refused REFUSED = Outcome.refused(Refusal.BACKEND, "down");
    private static final Outcome.Rejected REJECTED = Outcome.rejected(Rejection.BACKEND, "no");

    private final Told parent = new Told();

    @Test
    void oneBranchIsTheParentItself() {
        assertThat(AckFork.share(parent, 1)).containsExactly(parent);
    }

    @Test
    void completesTheParentOnceAllBranchesAreComplete() {
        Ack[] acks = AckFork.share(parent, 3);

        acks[0].complete(Outcome.accepted());
        acks[2].complete(Outcome.accepted());
        assertThat(parent.outcome()).isNull();
        acks[1].complete(Outcome.accepted());

        assertThat(parent.outcome()).isEqualTo(Outcome.accepted());
    }

    @Test
    void theWorstOutcomeWins() {
        Ack[] acks = AckFork.share(parent, 3);

        acks[0].complete(REJECTED);
        acks[1].complete(REFUSED);
        acks[2].complete(Outcome.accepted());

        assertThat(parent.outcome()).isEqualTo(REFUSED);
    }

    @Test
    void aRefusalAnswersTheSenderAtOnceAndTheOutcomeWaitsForTheRest() {
        Ack[] acks = AckFork.share(parent, 2);

        acks[0].complete(REFUSED);

        assertThat(parent.answers).containsExactly(REFUSED);
        assertThat(parent.outcome()).isNull();
        acks[1].complete(Outcome.accepted());
        assertThat(parent.outcome()).isEqualTo(REFUSED);
    }

    @Test
    void theSenderHearsOkOnceEachBranchTookCustodyOrEnded() {
        Ack[] acks = AckFork.share(parent, 2);

        acks[0].answer(Outcome.accepted());
        assertThat(parent.answers).isEmpty();
        acks[1].complete(Outcome.accepted());

        assertThat(parent.answers).containsExactly(Outcome.accepted());
        assertThat(parent.outcome()).isNull();
    }

    @Test
    void aBranchThatTookCustodyIsNeverWithdrawn() {
        Ack[] acks = AckFork.share(parent, 2);
        acks[0].answer(Outcome.accepted());

        parent.withdrawn = true;

        assertThat(acks[0].isWithdrawn()).isFalse();
        assertThat(acks[1].isWithdrawn()).isTrue();
    }

    @Test
    void rejectedPositionsOfALaterPartAreMovedToTheirPlaceInTheWhole() {
        Ack[] acks = AckFork.split(parent, new int[] {0, 10}, 20);

        acks[0].complete(Outcome.accepted());
        acks[1].complete(new Outcome.PartiallyAccepted(1, ItemSet.of(2), "too large"));

        assertThat(parent.outcome()).isEqualTo(new Outcome.PartiallyAccepted(1, ItemSet.of(12), "too large"));
    }

    @Test
    void aRejectedPartRejectsItsOwnItemsOnly() {
        Ack[] acks = AckFork.split(parent, new int[] {0, 2}, 5);

        acks[0].complete(Outcome.accepted());
        acks[1].complete(Outcome.rejected(Rejection.BACKEND, "too large"));

        assertThat(parent.outcome()).isEqualTo(new Outcome.PartiallyAccepted(3, ItemSet.of(2, 3, 4), "too large"));
    }

    @Test
    void partsThatAreAllRejectedRejectTheWhole() {
        Ack[] acks = AckFork.split(parent, new int[] {0, 2}, 5);

        acks[0].complete(Outcome.rejected(Rejection.BACKEND, "too large"));
        acks[1].complete(Outcome.rejected(Rejection.BACKEND, "too large"));

        assertThat(parent.outcome()).isEqualTo(Outcome.rejected(Rejection.BACKEND, "too large"));
    }

    @Test
    void rejectedPositionsOfScatteredPartsAreMovedToTheirPlacesInTheWhole() {
        Ack[] acks = AckFork.scatter(parent, 2, Payload.of(new byte[] {0, 1, 1, 0, 0}));

        acks[0].complete(new Outcome.PartiallyAccepted(1, ItemSet.of(1), "too large"));
        acks[1].complete(Outcome.rejected(Rejection.BACKEND, "too large"));

        assertThat(parent.outcome()).isEqualTo(new Outcome.PartiallyAccepted(3, ItemSet.of(1, 2, 3), "too large"));
    }

    @Test
    void placesOfScatteredPartsAreGivenBackOnceNobodyAsksForThem() {
        List<byte[]> recycled = new ArrayList<>();
        Ack[] acks = AckFork.scatter(parent, 2, Payload.pooled(new byte[2], 2, recycled::add));

        acks[0].complete(Outcome.accepted());
        assertThat(recycled).isEmpty();
        acks[1].complete(Outcome.accepted());

        assertThat(recycled).hasSize(1);
    }

    @Test
    void placesThatAnAnswerMayBeReadingAreNotUsedAgain() {
        List<byte[]> recycled = new ArrayList<>();
        Ack[] acks = AckFork.scatter(parent, 2, Payload.pooled(new byte[2], 2, recycled::add));

        acks[0].answer(Outcome.accepted());
        acks[0].complete(Outcome.accepted());
        acks[1].complete(Outcome.accepted());

        assertThat(recycled).isEmpty();
    }

    @Test
    void bytesAreFreeOnceEachBranchFreedThem() {
        Ack[] acks = AckFork.scatter(parent, 2, Payload.of(new byte[] {0, 1}));

        acks[0].bytesFreed();
        assertThat(parent.freed).isFalse();
        acks[1].bytesFreed();

        assertThat(parent.freed).isTrue();
    }

    @Test
    void aBranchCompletedTwiceCountsOnce() {
        Ack[] acks = AckFork.share(parent, 2);

        acks[0].complete(Outcome.accepted());
        acks[0].complete(REFUSED);
        assertThat(parent.outcome()).isNull();
        acks[1].complete(Outcome.accepted());

        assertThat(parent.outcome()).isEqualTo(Outcome.accepted());
    }

    @Test
    void branchesThatEndTogetherCompleteTheParentOnce() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            AtomicInteger completions = new AtomicInteger();
            Ack counting = new OnceAckProbe(completions);
            Ack[] acks = AckFork.share(counting, 4);
            CountDownLatch go = new CountDownLatch(1);
            Thread[] threads = new Thread[acks.length];
            for (int i = 0; i < acks.length; i++) {
                Ack ack = acks[i];
                threads[i] = Thread.ofPlatform().start(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    ack.complete(Outcome.accepted());
                });
            }
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(completions).hasValue(1);
        }
    }

    /** Counts raw calls, where an {@link OnceAck} would hide a second one. */
    private record OnceAckProbe(AtomicInteger completions) implements Ack {
        @Override
        public void complete(Outcome outcome) {
            completions.incrementAndGet();
        }

        @Override
        public void answer(Outcome outcome) {}

        @Override
        public boolean isWithdrawn() {
            return false;
        }

        @Override
        public long deadlineNanos() {
            return NO_DEADLINE;
        }

        @Override
        public void dropped(int items, String reason) {}
    }
}
