package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TotalsTest {

    private static Offer acknowledged(int first) {
        Offer offer = new Offer(first, 10, 0);
        offer.sentNanos = 0;
        offer.acknowledgedNanos = 1;
        return offer;
    }

    @Test
    void whatNeverLeftTheBacklogCountsAsOverflow() {
        Totals totals = Totals.of(List.of(acknowledged(0), new Offer(10, 5, 0)), 0);

        assertThat(totals.overflowed()).isEqualTo(5);
        assertThat(totals.acknowledged()).isEqualTo(10);
        assertThat(totals.isMet()).isTrue();
    }

    @Test
    void aMissingItemOrAPermanentErrorFails() {
        Offer refused = new Offer(10, 10, 0);
        refused.sentNanos = 0;
        refused.error = "INVALID_ARGUMENT";

        assertThat(Totals.of(List.of(acknowledged(0)), 1).isMet()).isFalse();
        assertThat(Totals.of(List.of(acknowledged(0), refused), 0).isMet()).isFalse();
        assertThat(Totals.of(List.of(acknowledged(0), refused), 0).firstError()).isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void nothingAcknowledgedIsNoSuccess() {
        assertThat(Totals.of(List.of(), 0).isMet()).isFalse();
    }
}
