package io.sluice.processor.pii;

import io.sluice.pdata.Schema;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where each message of OTLP has attributes and texts. */
final class Surface {

    private static final int[] NONE = {};
    private static final @Nullable Place[] ATTRIBUTES = new @Nullable Place[Schema.MESSAGES];
    private static final int[][] TEXTS = new int[Schema.MESSAGES][];
    private static final Place[][] TEXT_PLACES = new Place[Schema.MESSAGES][Schema.MAX_FIELD + 1];

    static {
        Arrays.fill(TEXTS, NONE);
        ATTRIBUTES[Schema.RESOURCE] = Place.RESOURCE_ATTRIBUTES;
        ATTRIBUTES[Schema.SCOPE] = Place.SCOPE_ATTRIBUTES;
        ATTRIBUTES[Schema.SPAN] = Place.SPAN_ATTRIBUTES;
        ATTRIBUTES[Schema.EVENT] = Place.EVENT_ATTRIBUTES;
        ATTRIBUTES[Schema.LINK] = Place.LINK_ATTRIBUTES;
        ATTRIBUTES[Schema.LOG_RECORD] = Place.LOG_ATTRIBUTES;
        ATTRIBUTES[Schema.METRIC] = Place.METRIC_METADATA;
        ATTRIBUTES[Schema.NUMBER_POINT] = Place.DATA_POINT_ATTRIBUTES;
        ATTRIBUTES[Schema.HISTOGRAM_POINT] = Place.DATA_POINT_ATTRIBUTES;
        ATTRIBUTES[Schema.EXPONENTIAL_HISTOGRAM_POINT] = Place.DATA_POINT_ATTRIBUTES;
        ATTRIBUTES[Schema.SUMMARY_POINT] = Place.DATA_POINT_ATTRIBUTES;
        ATTRIBUTES[Schema.EXEMPLAR] = Place.EXEMPLAR_ATTRIBUTES;
        text(Schema.SCOPE, 1, Place.SCOPE_NAME);
        text(Schema.SCOPE, 2, Place.SCOPE_VERSION);
        text(Schema.SPAN, 3, Place.SPAN_TRACE_STATE);
        text(Schema.SPAN, 5, Place.SPAN_NAME);
        text(Schema.STATUS, 2, Place.SPAN_STATUS_MESSAGE);
        text(Schema.EVENT, 2, Place.EVENT_NAME);
        text(Schema.LINK, 3, Place.LINK_TRACE_STATE);
        text(Schema.LOG_RECORD, 3, Place.LOG_SEVERITY_TEXT);
        text(Schema.LOG_RECORD, 12, Place.LOG_EVENT_NAME);
        text(Schema.METRIC, 1, Place.METRIC_NAME);
        text(Schema.METRIC, 2, Place.METRIC_DESCRIPTION);
        text(Schema.METRIC, 3, Place.METRIC_UNIT);
    }

    private Surface() {}

    private static void text(int message, int field, Place place) {
        TEXT_PLACES[message][field] = place;
        int[] fields = Arrays.copyOf(TEXTS[message], TEXTS[message].length + 1);
        fields[fields.length - 1] = field;
        TEXTS[message] = fields;
    }

    /** Where a message has attributes; null if it has none. */
    static @Nullable Place attributes(int message) {
        return ATTRIBUTES[message];
    }

    /** The fields of a message that are texts to be searched; not to be changed. */
    static int[] texts(int message) {
        return TEXTS[message];
    }

    /** The place of one of them. */
    static Place text(int message, int field) {
        return TEXT_PLACES[message][field];
    }
}
