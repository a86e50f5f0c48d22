package io.sluice.pdata.view;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Schema;

/** Goes over {@code LogRecord}s. */
public final class LogRecordView extends CursorView {

    private static final int TIME_UNIX_NANO = 1;
    private static final int SEVERITY_NUMBER = 2;
    private static final int SEVERITY_TEXT = 3;
    private static final int BODY = 5;
    private static final int ATTRIBUTES = 6;
    private static final int DROPPED_ATTRIBUTES_COUNT = 7;
    private static final int FLAGS = 8;
    private static final int TRACE_ID = 9;
    private static final int SPAN_ID = 10;
    private static final int OBSERVED_TIME_UNIX_NANO = 11;
    private static final int EVENT_NAME = 12;

    private final Slice severityText = new Slice();
    private final AnyValueView body = new AnyValueView();
    private final AttributesView attributes = new AttributesView();
    private final IdView traceId = new IdView();
    private final IdView spanId = new IdView();
    private final Slice eventName = new Slice();

    public LogRecordView() {
        super(Schema.LOG_RECORD);
    }

    /** When it happened; 0 if not known. */
    public long timeUnixNano() {
        return number(TIME_UNIX_NANO);
    }

    /** When it was seen by what collected it. */
    public long observedTimeUnixNano() {
        return number(OBSERVED_TIME_UNIX_NANO);
    }

    /** A {@code SeverityNumber}, 17 and more being errors, or a number that OTLP does not know yet. */
    public int severityNumber() {
        return (int) number(SEVERITY_NUMBER);
    }

    public Slice severityText() {
        return slice(SEVERITY_TEXT, severityText);
    }

    /** False if it is not there at all; an empty one is there and {@link AnyValueView.Kind#NONE}. */
    public boolean hasBody() {
        return has(BODY);
    }

    public AnyValueView body() throws MalformedException {
        body.resetTo(this, BODY);
        return body;
    }

    /** Stands before the first attribute. */
    public AttributesView attributes() {
        attributes.over(this, ATTRIBUTES);
        return attributes;
    }

    public int droppedAttributesCount() {
        return (int) number(DROPPED_ATTRIBUTES_COUNT);
    }

    /** {@code LogRecordFlags}: W3C trace flags in the low 8 bits. */
    public int flags() {
        return (int) number(FLAGS);
    }

    public IdView traceId() {
        return id(TRACE_ID, TRACE_ID_BYTES, traceId);
    }

    public IdView spanId() {
        return id(SPAN_ID, SPAN_ID_BYTES, spanId);
    }

    /** Empty if the record is not an event. */
    public Slice eventName() {
        return slice(EVENT_NAME, eventName);
    }
}
