package io.sluice.pdata.view;

import io.sluice.pdata.Schema;

/** Goes over the {@code NumberDataPoint}s of a gauge or a sum. */
public final class NumberPointView extends PointView {

    private static final int AS_DOUBLE = 4;
    private static final int EXEMPLARS = 5;
    private static final int AS_INT = 6;
    private static final int ATTRIBUTES = 7;
    private static final int FLAGS = 8;

    private final ExemplarView exemplars = new ExemplarView();

    public NumberPointView() {
        super(Schema.NUMBER_POINT, ATTRIBUTES, FLAGS, AS_DOUBLE, AS_INT);
    }

    public boolean isDouble() {
        return member() == AS_DOUBLE;
    }

    /** False, too, if there is no value. */
    public boolean isInt() {
        return member() == AS_INT;
    }

    /** The value if it {@link #isDouble}, else 0. */
    public double asDouble() {
        return decimal(AS_DOUBLE);
    }

    /** The value if it {@link #isInt}, else 0. */
    public long asInt() {
        return number(AS_INT);
    }

    /** Stands before the first exemplar. */
    public ExemplarView exemplars() {
        exemplars.over(this, EXEMPLARS);
        return exemplars;
    }
}
