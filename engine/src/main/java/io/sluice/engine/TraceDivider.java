package io.sluice.engine;

import io.sluice.api.Batch;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.ItemGrouper;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.pdata.SplitMix64;
import io.sluice.pdata.TraceIdReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides requests among the workers of a pipeline, so that all items of a trace come to the same one. Items without a trace id come to the
 * first.
 *
 * <p>Threads: one at a time; a door has one for each thread that comes to it.
 */
final class TraceDivider implements ItemGrouper.Grouping {

    private static final int NONE = -1;

    private final int workers;
    private final TraceIdReader traceId;
    private final ItemGrouper grouper;
    private final int[] partOfWorker;
    private final int[] workerOfPart;
    private int parts;

    TraceDivider(Signal signal, int workers) {
        this.workers = workers;
        this.traceId = new TraceIdReader(signal);
        this.grouper = new ItemGrouper(signal);
        this.partOfWorker = new int[workers];
        this.workerOfPart = new int[workers];
    }

    /**
     * Which of {@code shards} a trace belongs to, as in the Collector: the finalizer of splitmix64 over both halves of its id, each read with
     * the least byte first.
     */
    static int shardOf(long high, long low, int shards) {
        return (int) Long.remainderUnsigned(SplitMix64.mix(Long.reverseBytes(low) ^ Long.reverseBytes(high)), shards);
    }

    /**
     * Divides a request, which must stay as it is until the last part is written.
     *
     * @return how many parts there are, one for each worker that gets something
     */
    int divide(Payload payload) throws MalformedException {
        parts = 0;
        Arrays.fill(partOfWorker, NONE);
        return grouper.group(payload, this);
    }

    @Override
    public int groupOf(byte[] array, int from, int to) throws MalformedException {
        traceId.read(array, from, to);
        int worker = shardOf(traceId.high(), traceId.low(), workers);
        if (partOfWorker[worker] == NONE) {
            workerOfPart[parts] = worker;
            partOfWorker[worker] = parts++;
        }
        return partOfWorker[worker];
    }

    /** The worker of a part. */
    int worker(int part) {
        return workerOfPart[part];
    }

    /**
     * At most so many bytes all parts and {@link #partOfItem} have together: resources and scopes are in each part that has items of theirs.
     */
    long bound() {
        long bytes = grouper.granules();
        for (int part = 0; part < parts; part++) {
            bytes += grouper.bound(part);
        }
        return bytes;
    }

    /** The parts, as requests of their own. */
    List<Batch.Share> shares(BufferPool pool) {
        List<Batch.Share> shares = new ArrayList<>(parts);
        try {
            for (int part = 0; part < parts; part++) {
                shares.add(new Batch.Share(grouper.payload(part, pool), grouper.size(part)));
            }
            return shares;
        } catch (RuntimeException | Error e) {
            shares.forEach(share -> share.payload().release());
            throw e;
        }
    }

    /** A byte for each item, in their order: its part. */
    Payload partOfItem(BufferPool pool) {
        Payload partOfItem = pool.acquire(grouper.granules());
        for (int i = 0; i < partOfItem.length(); i++) {
            partOfItem.array()[partOfItem.offset() + i] = (byte) grouper.groupOf(i);
        }
        return partOfItem;
    }

    /** Lets go of the request. */
    void forget() {
        grouper.forget();
    }
}
