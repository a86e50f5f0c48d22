package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import org.junit.jupiter.api.Test;

/** What is kept is owned until it is delivered. */
class DeliveriesTest {

    private static final Outcome REFUSED = Outcome.refused(Refusal.BACKEND, "down");

    private final RecordingConsumer next = RecordingConsumer.holding();

    private Rig kept(String more) {
        Rig rig = new Rig("{decision_wait: 1s, " + more + "policies: [{name: all, type: always_sample}]}", next);
        rig.send(span(1, "a"), span(2, "b"));
        rig.advanceMillis(1100);
        assertThat(rig.metric("spans_held")).isZero();
        assertThat(rig.metric("spans_under_way")).isEqualTo(2);
        return rig;
    }

    @Test
    void isUnderWayUntilItIsDelivered() {
        Rig rig = kept("");

        next.take().complete(Outcome.accepted());

        assertThat(rig.metric("spans_under_way")).isZero();
        assertThat(rig.metric("spans_delivered")).isEqualTo(2);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void isSentAgainWhenItIsRefused() {
        Rig rig = kept("");
        Batch first = next.take();
        String bytes = Rig.parse(first).toString();
        first.complete(REFUSED);

        rig.advanceMillis(900);
        assertThat(next.size()).isZero();
        rig.advanceMillis(200);
        Batch second = next.take();

        assertThat(Rig.parse(second)).hasToString(bytes);
        second.complete(Outcome.accepted());
        assertThat(rig.metric("spans_delivered")).isEqualTo(2);
        assertThat(rig.metric("retries")).isEqualTo(1);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void waitsAsLongAsTheRefusalSays() {
        Rig rig = kept("");
        next.take().complete(Outcome.refused(Refusal.BACKEND, 5_000_000_000L, "busy"));

        rig.advanceMillis(4900);
        assertThat(next.size()).isZero();
        rig.advanceMillis(200);

        assertThat(next.size()).isEqualTo(1);
    }

    @Test
    void isDroppedAndCountedWhenNobodyTakesIt() {
        Rig rig = kept("retry_for: 5s, ");
        for (int i = 0; i < 200 && rig.dropped(DropReason.REFUSED) == 0; i++) {
            Batch batch = next.poll();
            if (batch != null) {
                batch.complete(REFUSED);
            }
            rig.advanceMillis(100);
        }

        assertThat(rig.dropped(DropReason.REFUSED)).isEqualTo(2);
        assertThat(rig.metric("spans_under_way")).isZero();
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void whatIsRejectedIsDroppedAndCounted() {
        Rig rig = kept("");

        next.take().complete(Outcome.rejected(Rejection.BACKEND, "never"));

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(2);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void aPartThatIsRejectedIsDroppedAndCounted() {
        Rig rig = kept("");

        next.take().complete(new Outcome.PartiallyAccepted(1, null, "too large"));

        assertThat(rig.metric("spans_delivered")).isEqualTo(1);
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void whatIsRefusedWhenTheProcessStopsIsCounted() {
        Rig rig = kept("");
        Batch batch = next.take();
        rig.stage.flush();

        batch.complete(REFUSED);

        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(2);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void whatWaitsForItsTimeIsSentALastTimeWhenTheProcessStops() {
        Rig rig = kept("");
        next.take().complete(REFUSED);
        rig.context.runTasks();

        rig.stage.flush();
        next.take().complete(Outcome.accepted());

        assertThat(rig.metric("spans_delivered")).isEqualTo(2);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void whatNobodyTakesFillsMemoryAndThenRefusesRequests() {
        Rig rig =
                new Rig("{decision_wait: 1s, max_bytes: 2000000, policies: [{name: all, type: always_sample}]}", next);
        RecordingAck ack = new RecordingAck();
        int sent = 0;
        for (; sent < 1000; sent++) {
            ack = rig.offer(Spans.request(span(sent + 1, "x".repeat(20_000))));
            if (!(ack.outcome() instanceof Outcome.Accepted)) {
                break;
            }
            rig.advanceMillis(1100);
        }

        assertThat(sent).isBetween(20, 100);
        assertThat(ack.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.MEMORY));
        assertThat(rig.metric("memory_held")).isLessThanOrEqualTo(2_000_000);
        while (next.size() > 0) {
            next.take().complete(Outcome.accepted());
        }
        rig.send(span(99_999, "again"));
        assertThat(rig.metrics.account().imbalance()).isZero();
    }
}
