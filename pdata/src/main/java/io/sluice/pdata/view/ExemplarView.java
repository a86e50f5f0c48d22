package io.sluice.pdata.view;

import io.sluice.pdata.Schema;

/** Goes over {@code Exemplar}s. */
public final class ExemplarView extends CursorView {

    private static final int TIME_UNIX_NANO = 2;
    private static final int AS_DOUBLE = 3;
    private static final int SPAN_ID = 4;
    private static final int TRACE_ID = 5;
    private static final int AS_INT = 6;
    private static final int FILTERED_ATTRIBUTES = 7;

    private final IdView spanId = new IdView();
    private final IdView traceId = new IdView();
    private final AttributesView filteredAttributes = new AttributesView();

    public ExemplarView() {
        super(Schema.EXEMPLAR, AS_DOUBLE, AS_INT);
    }

    public long timeUnixNano() {
        return number(TIME_UNIX_NANO);
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

    public IdView spanId() {
        return id(SPAN_ID, SPAN_ID_BYTES, spanId);
    }

    public IdView traceId() {
        return id(TRACE_ID, TRACE_ID_BYTES, traceId);
    }

    /** Stands before the first of the attributes that the data point does not have. */
    public AttributesView filteredAttributes() {
        filteredAttributes.over(this, FILTERED_ATTRIBUTES);
        return filteredAttributes;
    }
}
