package io.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final Outcome.Refused REFUSED = Outcome.refused(Refusal.BACKEND, 5, "down");
    private static final Outcome.Rejected REJECTED = Outcome.rejected(Rejection.BACKEND, "no");
    private static final Outcome PARTIAL = new Outcome.PartiallyAccepted(1, ItemSet.of(3), "one");

    @Test
    void ranksFromAcceptedToRefusedInEitherOrder() {
        List<Outcome> ascending = List.of(Outcome.accepted(), PARTIAL, REJECTED, REFUSED);
        for (int i = 0; i < ascending.size(); i++) {
            for (int j = i; j < ascending.size(); j++) {
                assertThat(Outcome.worse(ascending.get(i), ascending.get(j))).isEqualTo(ascending.get(j));
                assertThat(Outcome.worse(ascending.get(j), ascending.get(i))).isEqualTo(ascending.get(j));
            }
        }
    }

    @Test
    void ofTwoRefusalsTheLongerWaitWins() {
        Outcome longer = Outcome.refused(Refusal.RATE_LIMITED, 9, "later");

        assertThat(Outcome.worse(REFUSED, longer)).isEqualTo(longer);
        assertThat(Outcome.worse(longer, REFUSED)).isEqualTo(longer);
    }

    @Test
    void twoPartialOnesReportEachItemOnce() {
        Outcome other = new Outcome.PartiallyAccepted(2, ItemSet.of(3, 5), "");

        assertThat(Outcome.worse(PARTIAL, other)).isEqualTo(new Outcome.PartiallyAccepted(2, ItemSet.of(3, 5), "one"));
    }

    @Test
    void aCountThatContradictsItsPositionsIsABug() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outcome.PartiallyAccepted(2, ItemSet.of(1), "two or one?"));
    }
}
