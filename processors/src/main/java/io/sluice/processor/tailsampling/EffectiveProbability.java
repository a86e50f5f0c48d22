package io.sluice.processor.tailsampling;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * A mean of probabilities over the last half to whole minute in which there were any.
 *
 * <p>Threads: any. Marks are set by whoever comes first; two at once set about the same.
 */
final class EffectiveProbability {

    private static final long HALF = TimeUnit.SECONDS.toNanos(30);

    /** What had come until a time. */
    private record Mark(double sum, long count, long nanos) {}

    private static final long NOTHING = -1;

    private final DoubleAdder sum = new DoubleAdder();
    private final LongAdder count = new LongAdder();
    private volatile Mark older = new Mark(0, 0, 0);
    private volatile Mark younger = new Mark(0, NOTHING, 0);

    /** Adds some. */
    void add(double probabilities, long howMany, long nowNanos) {
        Mark last = younger;
        if (last.count == NOTHING || nowNanos - last.nanos >= HALF) {
            older = last.count == NOTHING ? older : last;
            younger = new Mark(sum.sum(), count.sum(), nowNanos);
        }
        sum.add(probabilities);
        count.add(howMany);
    }

    /** The mean; not a number before there were any. */
    double value() {
        Mark since = older;
        return (sum.sum() - since.sum) / (count.sum() - since.count);
    }
}
