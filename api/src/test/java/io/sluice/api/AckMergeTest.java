package io.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AckMergeTest {

    private final Told a = new Told();
    private final Told b = new Told();
    private final Told c = new Told();
    private final List<byte[]> recycled = new ArrayList<>();

    private Batch part(String text, int items, Ack ack) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Payload payload = Payload.pooled(bytes, bytes.length, recycled::add);
        return new Batch(Signal.TRACES, payload, items, RequestContext.NONE, ack);
    }

    private Batch merged() {
        return Batch.merge(List.of(part("a", 2, a), part("bb", 3, b), part("ccc", 1, c)), RequestContext.NONE);
    }

    private static String text(Batch batch) {
        Payload payload = batch.payload();
        return new String(payload.array(), payload.offset(), payload.length(), StandardCharsets.UTF_8);
    }

    @Test
    void concatenatesBytesAndItemsAndLetsGoOfTheParts() {
        Batch merged = merged();

        assertThat(text(merged)).isEqualTo("abbccc");
        assertThat(merged.items()).isEqualTo(6);
        assertThat(recycled).hasSize(3);
    }

    @Test
    void whoKeepsTheAckFreesTheBytesOfAllParts() {
        Ack kept = merged().keepAck();

        assertThat(List.of(a.freed, b.freed, c.freed)).containsOnly(true);
        assertThat(a.outcome()).isNull();
        kept.complete(Outcome.accepted());
        assertThat(a.outcome()).isEqualTo(Outcome.accepted());
        assertThat(c.outcome()).isEqualTo(Outcome.accepted());
    }

    @Test
    void onePartIsNotCopied() {
        Batch part = part("a", 1, a);

        assertThat(Batch.merge(List.of(part), RequestContext.NONE)).isSameAs(part);
    }

    @Test
    void aRejectedCountGoesOnlyToTheRequestThatOwnedTheItems() {
        merged().complete(new Outcome.PartiallyAccepted(2, ItemSet.of(2, 4), "too large"));

        assertThat(a.outcome()).isEqualTo(Outcome.accepted());
        assertThat(b.outcome()).isEqualTo(new Outcome.PartiallyAccepted(2, ItemSet.of(0, 2), "too large"));
        assertThat(c.outcome()).isEqualTo(Outcome.accepted());
    }

    @Test
    void aCountWithoutPositionsBecomesAWarningToAll() {
        merged().complete(new Outcome.PartiallyAccepted(2, null, "some were too large"));

        Outcome warning = new Outcome.PartiallyAccepted(0, null, "some were too large");
        assertThat(a.outcome()).isEqualTo(warning);
        assertThat(b.outcome()).isEqualTo(warning);
        assertThat(c.outcome()).isEqualTo(warning);
    }

    @Test
    void aCountWithoutPositionsIsNotBookedAsDelivered() {
        merged().complete(new Outcome.PartiallyAccepted(3, null, "some were too large"));

        assertThat(a.dropped + b.dropped + c.dropped).isEqualTo(3);
    }

    @Test
    void positionsAfterADropBlameNobody() {
        Batch merged = merged();
        merged.ack().dropped(1, "rate_limited");

        merged.complete(new Outcome.PartiallyAccepted(1, ItemSet.of(2), "too large"));

        Outcome warning = new Outcome.PartiallyAccepted(0, null, "too large");
        assertThat(List.of(a.outcome(), b.outcome(), c.outcome())).containsOnly(warning);
        assertThat(a.dropped + b.dropped + c.dropped).isEqualTo(2);
    }

    @Test
    void waitsAsLongAsAnybodyWaits() {
        a.deadlineNanos = 10;
        b.deadlineNanos = 30;
        c.deadlineNanos = 20;
        Batch merged = merged();

        assertThat(merged.ack().deadlineNanos()).isEqualTo(30);
        a.withdrawn = true;
        b.withdrawn = true;
        assertThat(merged.isWithdrawn()).isFalse();
        c.withdrawn = true;
        assertThat(merged.isWithdrawn()).isTrue();
    }

    @Test
    void cutsOutThoseWhoHaveGoneAndTellsThem() {
        Batch merged = merged();
        b.withdrawn = true;

        merged.cutWithdrawn();

        assertThat(text(merged)).isEqualTo("accc");
        assertThat(merged.items()).isEqualTo(3);
        assertThat(b.outcome()).isInstanceOf(Outcome.Refused.class);
        merged.complete(new Outcome.PartiallyAccepted(1, ItemSet.of(2), "x"));
        assertThat(a.outcome()).isEqualTo(Outcome.accepted());
        assertThat(c.outcome()).isEqualTo(new Outcome.PartiallyAccepted(1, ItemSet.of(0), "x"));
    }

    @Test
    void cutsNothingOutOfBytesThatAreShared() {
        Batch merged = merged();
        b.withdrawn = true;
        Payload other = merged.payload().share();

        merged.cutWithdrawn();

        assertThat(text(merged)).isEqualTo("abbccc");
        other.release();
    }

    @Test
    void cutsNothingOnceCustodyWasTaken() {
        Batch merged = merged();
        merged.ack().answer(Outcome.accepted());
        b.withdrawn = true;

        merged.cutWithdrawn();

        assertThat(text(merged)).isEqualTo("abbccc");
        assertThat(b.outcome()).isNull();
        assertThat(b.answers).containsExactly(Outcome.accepted());
    }

    @Test
    void dropsAreSpreadOverThePartsAndNoneIsChargedMoreThanItHas() {
        Batch merged = merged();

        merged.ack().dropped(4, "sampled");
        merged.ack().dropped(2, "sampled");

        assertThat(List.of(a.dropped, b.dropped, c.dropped)).containsExactly(2, 3, 1);
    }
}
