package io.sluice.pdata.view;

import io.sluice.pdata.Schema;

/** Goes over the {@code ValueAtQuantile}s of a summary. */
public final class QuantileView extends CursorView {

    private static final int QUANTILE = 1;
    private static final int VALUE = 2;

    public QuantileView() {
        super(Schema.QUANTILE);
    }

    /** From 0 to 1. */
    public double quantile() {
        return decimal(QUANTILE);
    }

    public double value() {
        return decimal(VALUE);
    }
}
