package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FanOutTest {

    private final RecordingConsumer first = RecordingConsumer.holding();
    private final RecordingConsumer second = RecordingConsumer.holding();
    private final List<byte[]> recycled = new ArrayList<>();
    private final RecordingAck ack = new RecordingAck();

    private Batch batch() {
        return new Batch(Signal.LOGS, Payload.pooled(new byte[4], 4, recycled::add), 1, RequestContext.NONE, ack);
    }

    @Test
    void oneConsumerNeedsNoFanOut() {
        assertThat(FanOut.of(List.of(first))).isSameAs(first);
    }

    @Test
    void allShareTheBytesWhichGoBackWithTheLast() {
        FanOut.of(List.of(first, second)).consume(batch());
        Batch one = first.take();
        Batch two = second.take();
        assertThat(one.payload().array()).isSameAs(two.payload().array());

        one.complete(Outcome.accepted());
        assertThat(recycled).isEmpty();
        assertThat(ack.outcome()).isNull();
        two.complete(Outcome.accepted());

        assertThat(recycled).hasSize(1);
        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
    }

    @Test
    void theSenderIsRefusedAsSoonAsOneRefuses() {
        FanOut.of(List.of(first, second)).consume(batch());

        first.take().complete(Outcome.refused(Refusal.BACKEND, "down"));

        assertThat(ack.answer()).isInstanceOf(Outcome.Refused.class);
        assertThat(ack.outcome()).isNull();
        second.take().complete(Outcome.accepted());
        assertThat(ack.outcome()).isInstanceOf(Outcome.Refused.class);
    }
}
