package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FaultAccountingTest {

    private static final int RATE = 100;
    private static final int ITEMS = 10;
    private static final Fault FAULT = new Fault(seconds(10), seconds(10), seconds(12), 0);

    private static long seconds(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    /** Ten requests a second for 30 s, each answered after 150 ms, but those due from 9.85 s until {@code back} then. */
    private static List<Offer> load(double back) {
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Offer offer = new Offer(i * ITEMS, ITEMS, seconds(i / 10.0));
            offer.sentNanos = offer.dueNanos;
            boolean stalled = offer.dueNanos >= seconds(9.85) && offer.dueNanos < seconds(back);
            offer.acknowledgedNanos = stalled ? seconds(back) : offer.dueNanos + seconds(0.15);
            offers.add(offer);
        }
        return offers;
    }

    private static FaultAccounting account(List<Offer> offers, Integer... repeats) {
        return new FaultAccounting(offers, List.of(FAULT), List.of(repeats), RATE);
    }

    @Test
    void theRateIsBackWhereTheFollowingSecondAcceptsNearlyAll() {
        FaultAccounting.Line line = account(load(15)).lines().getFirst();

        assertThat(line.recoveryNanos()).isBetween(seconds(2), seconds(3));
        assertThat(line.isMet()).isTrue();
    }

    @Test
    void aBurstOfWhatWasHeldBackIsNoReturnWhileNewItemsFindNoRoom() {
        List<Offer> offers = load(12);
        for (Offer offer : offers) {
            if (offer.dueNanos >= seconds(12) && offer.dueNanos < seconds(15)) {
                offer.acknowledgedNanos = Offer.NEVER;
            }
        }

        assertThat(account(offers).lines().getFirst().recoveryNanos()).isGreaterThanOrEqualTo(seconds(3));
    }

    @Test
    void aRateThatComesBackTooLateDoesNotMeetTheBar() {
        assertThat(account(load(19)).lines().getFirst().isMet()).isFalse();
    }

    @Test
    void aRateThatNeverComesBackIsNotTakenForOneThatDid() {
        assertThat(account(load(40)).lines().getFirst().recoveryNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void inFlightAreItemsSentBeforeTheFaultWasCompleteAndAcceptedAfterItBegan() {
        // Due at 9.9 s and at 10.0 s.
        assertThat(account(load(12)).lines().getFirst().inFlight()).isEqualTo(2 * ITEMS);
    }

    @Test
    void aRepeatedItemBelongsToTheFaultThatItsRequestWasOnTheWayIn() {
        FaultAccounting accounting = account(load(12), 995, 996, 5);

        assertThat(accounting.lines().getFirst().duplicates()).isEqualTo(2);
        assertThat(accounting.duplicatesElsewhere()).isEqualTo(1);
    }

    @Test
    void moreRepeatedItemsThanWereInFlightDoNotMeetTheBar() {
        Integer[] repeats = new Integer[2 * ITEMS + 1];
        java.util.Arrays.fill(repeats, 995);

        assertThat(account(load(12), repeats).lines().getFirst().isMet()).isFalse();
    }

    @Test
    void whatWasOfferedWithinTheWindowDoesNotCountAgainstTheShareOutside() {
        List<Offer> offers = load(12);
        offers.get(110).acknowledgedNanos = Offer.NEVER;
        assertThat(account(offers).acknowledgedOutside(0)).isEqualTo(1.0);

        offers.get(50).acknowledgedNanos = Offer.NEVER;
        assertThat(account(offers).acknowledgedOutside(0)).isCloseTo(0.996, within(0.002));
        assertThat(account(offers).acknowledgedOutside(seconds(6))).isEqualTo(1.0);
    }
}
