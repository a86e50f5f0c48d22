package io.sluice.engine;

import io.sluice.api.Ack;
import io.sluice.api.AckFork;
import io.sluice.api.Batch;
import io.sluice.api.Consumer;
import java.util.List;

/**
 * Gives the same batch to several consumers, which share the bytes. The sender hears the worst of their outcomes.
 *
 * <p>Threads: as its consumers allow.
 */
final class FanOut implements Consumer {

    private final Consumer[] consumers;

    private FanOut(Consumer[] consumers) {
        this.consumers = consumers;
    }

    /** A consumer for one or more; for one it is that one. */
    static Consumer of(List<? extends Consumer> consumers) {
        return consumers.size() == 1 ? consumers.get(0) : new FanOut(consumers.toArray(new Consumer[0]));
    }

    @Override
    public void consume(Batch batch) {
        Ack[] branches = AckFork.share(batch.ack(), consumers.length);
        Batch[] shares = new Batch[branches.length];
        for (int i = 1; i < shares.length; i++) {
            shares[i] = batch.share(branches[i]);
        }
        shares[0] = batch.passOn(branches[0]);
        for (int i = 0; i < shares.length; i++) {
            consumers[i].consume(shares[i]);
        }
    }
}
