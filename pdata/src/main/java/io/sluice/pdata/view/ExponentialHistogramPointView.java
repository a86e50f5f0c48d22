package io.sluice.pdata.view;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Schema;

/** Goes over {@code ExponentialHistogramDataPoint}s. */
public final class ExponentialHistogramPointView extends PointView {

    private static final int ATTRIBUTES = 1;
    private static final int COUNT = 4;
    private static final int SUM = 5;
    private static final int SCALE = 6;
    private static final int ZERO_COUNT = 7;
    private static final int POSITIVE = 8;
    private static final int NEGATIVE = 9;
    private static final int FLAGS = 10;
    private static final int EXEMPLARS = 11;
    private static final int MIN = 12;
    private static final int MAX = 13;
    private static final int ZERO_THRESHOLD = 14;

    private final BucketsView positive = new BucketsView();
    private final BucketsView negative = new BucketsView();
    private final ExemplarView exemplars = new ExemplarView();

    public ExponentialHistogramPointView() {
        super(Schema.EXPONENTIAL_HISTOGRAM_POINT, ATTRIBUTES, FLAGS);
    }

    public long count() {
        return number(COUNT);
    }

    public boolean hasSum() {
        return has(SUM);
    }

    /** 0 if not there. */
    public double sum() {
        return decimal(SUM);
    }

    /** The base of the buckets is 2 to the power of 2 to the power of minus this. */
    public int scale() {
        return zigZag(SCALE);
    }

    public long zeroCount() {
        return number(ZERO_COUNT);
    }

    /** False if they are not there at all, which is not the same as empty ones. */
    public boolean hasPositive() {
        return has(POSITIVE);
    }

    public BucketsView positive() throws MalformedException {
        positive.resetTo(this, POSITIVE);
        return positive;
    }

    /** False if they are not there at all, which is not the same as empty ones. */
    public boolean hasNegative() {
        return has(NEGATIVE);
    }

    public BucketsView negative() throws MalformedException {
        negative.resetTo(this, NEGATIVE);
        return negative;
    }

    /** Stands before the first exemplar. */
    public ExemplarView exemplars() {
        exemplars.over(this, EXEMPLARS);
        return exemplars;
    }

    public boolean hasMin() {
        return has(MIN);
    }

    /** 0 if not there. */
    public double min() {
        return decimal(MIN);
    }

    public boolean hasMax() {
        return has(MAX);
    }

    /** 0 if not there. */
    public double max() {
        return decimal(MAX);
    }

    /** Values of at most this distance from 0 are counted in {@link #zeroCount}. */
    public double zeroThreshold() {
        return decimal(ZERO_THRESHOLD);
    }
}
