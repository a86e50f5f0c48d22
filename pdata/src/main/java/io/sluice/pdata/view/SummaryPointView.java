package io.sluice.pdata.view;

import io.sluice.pdata.Schema;

/** Goes over {@code SummaryDataPoint}s. */
public final class SummaryPointView extends PointView {

    private static final int COUNT = 4;
    private static final int SUM = 5;
    private static final int QUANTILE_VALUES = 6;
    private static final int ATTRIBUTES = 7;
    private static final int FLAGS = 8;

    private final QuantileView quantileValues = new QuantileView();

    public SummaryPointView() {
        super(Schema.SUMMARY_POINT, ATTRIBUTES, FLAGS);
    }

    public long count() {
        return number(COUNT);
    }

    public double sum() {
        return decimal(SUM);
    }

    /** Stands before the first quantile. */
    public QuantileView quantileValues() {
        quantileValues.over(this, QUANTILE_VALUES);
        return quantileValues;
    }
}
