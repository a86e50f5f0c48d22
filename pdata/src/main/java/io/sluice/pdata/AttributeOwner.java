package io.sluice.pdata;

/** The messages that hold attributes. Threads: any. */
public enum AttributeOwner {
    /** {@code Resource}. */
    RESOURCE(Schema.RESOURCE),
    /** {@code InstrumentationScope}. */
    SCOPE(Schema.SCOPE),
    /** {@code Span}. */
    SPAN(Schema.SPAN),
    /** {@code Span.Event}. */
    EVENT(Schema.EVENT),
    /** {@code Span.Link}. */
    LINK(Schema.LINK),
    /** {@code LogRecord}. */
    LOG_RECORD(Schema.LOG_RECORD),
    /** {@code Metric}, whose attributes are called metadata. */
    METRIC(Schema.METRIC),
    /** {@code NumberDataPoint}, of gauges and sums. */
    NUMBER_POINT(Schema.NUMBER_POINT),
    /** {@code HistogramDataPoint}. */
    HISTOGRAM_POINT(Schema.HISTOGRAM_POINT),
    /** {@code ExponentialHistogramDataPoint}. */
    EXPONENTIAL_HISTOGRAM_POINT(Schema.EXPONENTIAL_HISTOGRAM_POINT),
    /** {@code SummaryDataPoint}. */
    SUMMARY_POINT(Schema.SUMMARY_POINT),
    /** {@code Exemplar}, whose attributes are called filtered attributes. */
    EXEMPLAR(Schema.EXEMPLAR),
    /** {@code KeyValueList}, the entries of an attribute's value. */
    KEY_VALUE_LIST(Schema.KEY_VALUE_LIST);

    private final int fieldNumber;

    AttributeOwner(int message) {
        fieldNumber = Schema.attributesOf(message);
    }

    /** The number of the field, one {@code KeyValue} each, that holds the attributes. */
    public int fieldNumber() {
        return fieldNumber;
    }
}
