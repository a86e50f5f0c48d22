package io.sluice.processor.batch;

import io.sluice.api.Ack;
import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.SilentAck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost to make one batch of 16 requests of 260 KB, up to the answers of all 16? The baseline is {@link #copyOnly}, which
 * copies the same bytes into one fresh array.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MergeBenchmark {

    private static final int REQUESTS = 16;
    private static final int REQUEST_BYTES = 260_000;

    private final byte[] bytes = new byte[REQUEST_BYTES];
    private final Ack sender = SilentAck.INSTANCE;

    @Benchmark
    public byte[] copyOnly() {
        byte[] all = new byte[REQUESTS * REQUEST_BYTES];
        for (int i = 0; i < REQUESTS; i++) {
            System.arraycopy(bytes, 0, all, i * REQUEST_BYTES, REQUEST_BYTES);
        }
        return all;
    }

    @Benchmark
    public Batch mergeAndAnswer() {
        List<Batch> parts = new ArrayList<>(REQUESTS);
        for (int i = 0; i < REQUESTS; i++) {
            parts.add(new Batch(Signal.TRACES, Payload.of(bytes), 500, RequestContext.NONE, sender));
        }
        Batch merged = Batch.merge(parts, RequestContext.NONE);
        merged.complete(Outcome.accepted());
        return merged;
    }
}
