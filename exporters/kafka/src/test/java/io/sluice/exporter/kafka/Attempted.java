package io.sluice.exporter.kafka;

import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.api.RequestContext;
import io.sluice.exporter.helper.Delivery;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Remembers how an attempt ended. */
final class Attempted implements Delivery {

    final List<Outcome> outcomes = new ArrayList<>();
    long deadlineNanos;
    private final Batch batch;
    private @Nullable Object attachment;

    Attempted() {
        this(Signal.TRACES, Requests.traces(3).toByteArray(), 18);
    }

    Attempted(Signal signal, byte[] bytes, int items) {
        batch = new Batch(signal, Payload.of(bytes), items, RequestContext.NONE, new RecordingAck());
    }

    @Override
    public Batch batch() {
        return batch;
    }

    @Override
    public int attempt() {
        return outcomes.size() + 1;
    }

    @Override
    public long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public @Nullable Object attachment() {
        return attachment;
    }

    @Override
    public void attach(Object kept) {
        attachment = kept;
    }

    @Override
    public void done(Outcome outcome) {
        outcomes.add(outcome);
    }

    Outcome last() {
        return Objects.requireNonNull(outcomes.getLast());
    }
}
