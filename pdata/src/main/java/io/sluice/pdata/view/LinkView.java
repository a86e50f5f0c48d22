package io.sluice.pdata.view;

import io.sluice.pdata.Schema;

/** Goes over a span's {@code Link}s. */
public final class LinkView extends CursorView {

    private static final int TRACE_ID = 1;
    private static final int SPAN_ID = 2;
    private static final int TRACE_STATE = 3;
    private static final int ATTRIBUTES = 4;
    private static final int DROPPED_ATTRIBUTES_COUNT = 5;
    private static final int FLAGS = 6;

    private final IdView traceId = new IdView();
    private final IdView spanId = new IdView();
    private final Slice traceState = new Slice();
    private final AttributesView attributes = new AttributesView();

    public LinkView() {
        super(Schema.LINK);
    }

    public IdView traceId() {
        return id(TRACE_ID, TRACE_ID_BYTES, traceId);
    }

    public IdView spanId() {
        return id(SPAN_ID, SPAN_ID_BYTES, spanId);
    }

    /** In the form of W3C's {@code tracestate} header. */
    public Slice traceState() {
        return slice(TRACE_STATE, traceState);
    }

    /** Stands before the first attribute. */
    public AttributesView attributes() {
        attributes.over(this, ATTRIBUTES);
        return attributes;
    }

    public int droppedAttributesCount() {
        return (int) number(DROPPED_ATTRIBUTES_COUNT);
    }

    /** {@code SpanFlags}: W3C trace flags in the low 8 bits. */
    public int flags() {
        return (int) number(FLAGS);
    }
}
