package io.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {

    private final Told ack = new Told();
    private final List<byte[]> recycled = new ArrayList<>();
    private final Batch batch =
            new Batch(Signal.LOGS, Payload.pooled(new byte[8], 8, recycled::add), 2, RequestContext.NONE, ack);

    @Test
    void completingTellsTheOutcomeAndReleasesTheBytesOnce() {
        batch.complete(Outcome.accepted());
        batch.complete(Outcome.refused(Refusal.BACKEND, "too late"));

        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(recycled).hasSize(1);
    }

    @Test
    void anAbandonedBatchKeepsItsBytesOutOfThePool() {
        batch.abandon(Outcome.refused(Refusal.COMPONENT_FAILURE, "bug"));

        assertThat(ack.outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(recycled).isEmpty();
    }

    @Test
    void whatWasPassedOnCannotBeCompletedByItsFormerOwner() {
        Batch next = batch.passOn(ack);

        batch.complete(Outcome.accepted());
        assertThat(ack.outcome()).isNull();
        assertThatIllegalStateException().isThrownBy(() -> batch.passOn(ack));

        next.complete(Outcome.accepted());
        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
    }

    @Test
    void replacedBytesAreReleased() {
        batch.replace(Payload.of(new byte[3]), 1);

        assertThat(recycled).hasSize(1);
        assertThat(batch.bytes()).isEqualTo(3);
        assertThat(batch.items()).isEqualTo(1);
    }

    @Test
    void sharedBytesGoBackWithTheLastOwner() {
        Batch second = batch.share(new Told());

        batch.complete(Outcome.accepted());
        assertThat(recycled).isEmpty();
        second.complete(Outcome.accepted());

        assertThat(recycled).hasSize(1);
    }
}
