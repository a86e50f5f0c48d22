package io.sluice.pdata.view;

import io.sluice.pdata.Schema;
import io.sluice.pdata.WireType;

/** Goes over {@code HistogramDataPoint}s. */
public final class HistogramPointView extends PointView {

    private static final int COUNT = 4;
    private static final int SUM = 5;
    private static final int BUCKET_COUNTS = 6;
    private static final int EXPLICIT_BOUNDS = 7;
    private static final int EXEMPLARS = 8;
    private static final int ATTRIBUTES = 9;
    private static final int FLAGS = 10;
    private static final int MIN = 11;
    private static final int MAX = 12;

    private final NumbersView bucketCounts = new NumbersView(BUCKET_COUNTS, WireType.FIXED64);
    private final NumbersView explicitBounds = new NumbersView(EXPLICIT_BOUNDS, WireType.FIXED64);
    private final ExemplarView exemplars = new ExemplarView();

    public HistogramPointView() {
        super(Schema.HISTOGRAM_POINT, ATTRIBUTES, FLAGS);
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

    /** Stands before the first count, a {@code long}. */
    public NumbersView bucketCounts() {
        return bucketCounts.over(this);
    }

    /** Stands before the first bound, a {@code double}. */
    public NumbersView explicitBounds() {
        return explicitBounds.over(this);
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
}
