package io.sluice.pdata.view;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Schema;

/** Goes over {@code Span}s. */
public final class SpanView extends CursorView {

    private static final int TRACE_ID = 1;
    private static final int SPAN_ID = 2;
    private static final int TRACE_STATE = 3;
    private static final int PARENT_SPAN_ID = 4;
    private static final int NAME = 5;
    private static final int KIND = 6;
    private static final int START_TIME_UNIX_NANO = 7;
    private static final int END_TIME_UNIX_NANO = 8;
    private static final int ATTRIBUTES = 9;
    private static final int DROPPED_ATTRIBUTES_COUNT = 10;
    private static final int EVENTS = 11;
    private static final int DROPPED_EVENTS_COUNT = 12;
    private static final int LINKS = 13;
    private static final int DROPPED_LINKS_COUNT = 14;
    private static final int STATUS = 15;
    private static final int FLAGS = 16;

    private final IdView traceId = new IdView();
    private final IdView spanId = new IdView();
    private final IdView parentSpanId = new IdView();
    private final Slice traceState = new Slice();
    private final Slice name = new Slice();
    private final AttributesView attributes = new AttributesView();
    private final EventView events = new EventView();
    private final LinkView links = new LinkView();
    private final StatusView status = new StatusView();

    public SpanView() {
        super(Schema.SPAN);
    }

    public IdView traceId() {
        return id(TRACE_ID, TRACE_ID_BYTES, traceId);
    }

    public IdView spanId() {
        return id(SPAN_ID, SPAN_ID_BYTES, spanId);
    }

    /** Absent in a root span. */
    public IdView parentSpanId() {
        return id(PARENT_SPAN_ID, SPAN_ID_BYTES, parentSpanId);
    }

    /** In the form of W3C's {@code tracestate} header. */
    public Slice traceState() {
        return slice(TRACE_STATE, traceState);
    }

    public Slice name() {
        return slice(NAME, name);
    }

    /** A {@code SpanKind}, or a number that OTLP does not know yet. */
    public int kind() {
        return (int) number(KIND);
    }

    public long startTimeUnixNano() {
        return number(START_TIME_UNIX_NANO);
    }

    public long endTimeUnixNano() {
        return number(END_TIME_UNIX_NANO);
    }

    /** Stands before the first attribute. */
    public AttributesView attributes() {
        attributes.over(this, ATTRIBUTES);
        return attributes;
    }

    public int droppedAttributesCount() {
        return (int) number(DROPPED_ATTRIBUTES_COUNT);
    }

    /** Stands before the first event. */
    public EventView events() {
        events.over(this, EVENTS);
        return events;
    }

    public int droppedEventsCount() {
        return (int) number(DROPPED_EVENTS_COUNT);
    }

    /** Stands before the first link. */
    public LinkView links() {
        links.over(this, LINKS);
        return links;
    }

    public int droppedLinksCount() {
        return (int) number(DROPPED_LINKS_COUNT);
    }

    /** False if it is not there at all, which is not the same as an empty one. */
    public boolean hasStatus() {
        return has(STATUS);
    }

    public StatusView status() throws MalformedException {
        status.resetTo(this, STATUS);
        return status;
    }

    /** {@code SpanFlags}: W3C trace flags in the low 8 bits. */
    public int flags() {
        return (int) number(FLAGS);
    }
}
