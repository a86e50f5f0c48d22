package io.sluice.exporter.loadbalancing;

import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.exporter.helper.Delivery;
import org.jspecify.annotations.Nullable;

/** A delivery that tells how its attempt ended. */
final class FakeDelivery implements Delivery {

    private final Batch batch;
    private @Nullable Object attachment;
    private int attempt;

    @Nullable
    Outcome outcome;

    boolean atOnce;

    FakeDelivery(Batch batch) {
        this.batch = batch;
    }

    /** Begins the next attempt. */
    FakeDelivery next() {
        attempt++;
        outcome = null;
        atOnce = false;
        return this;
    }

    @Override
    public Batch batch() {
        return batch;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public long deadlineNanos() {
        return Long.MAX_VALUE;
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
    public void done(Outcome told) {
        if (outcome != null) {
            throw new AssertionError("ended twice: " + outcome + ", " + told);
        }
        outcome = told;
    }

    @Override
    public void elsewhere(Outcome.Refused refused) {
        atOnce = true;
        done(refused);
    }
}
