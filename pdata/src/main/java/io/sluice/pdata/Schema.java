package io.sluice.pdata;

/**
 * The messages of OTLP 1.11 as tables: for each message and field number, what its value is. Field numbers above {@value #MAX_FIELD} are
 * unknown in every message.
 *
 * <p>An entry is a kind in the low byte and, for messages, the number of the child message above it. Unknown fields are 0.
 */
public final class Schema {

    public static final int MAX_FIELD = 16;

    /** Not in the specification: skipped. */
    public static final int UNKNOWN = 0;

    /** Wire type 0. */
    public static final int VARINT = 1;

    /** Wire type 1. */
    public static final int FIXED64 = 2;

    /** Wire type 5. */
    public static final int FIXED32 = 3;

    /** UTF-8 text. */
    public static final int STRING = 4;

    /** Bytes of any content. */
    public static final int BYTES = 5;

    /** 16 bytes or none. */
    public static final int TRACE_ID = 6;

    /** 8 bytes or none. */
    public static final int SPAN_ID = 7;

    /** A message; the entry's upper part says which. */
    public static final int MESSAGE = 8;

    /** As {@link #MESSAGE}; each is one item of its signal. */
    public static final int ITEM = 9;

    /** As {@link #MESSAGE}; the last one of its message to come wins, whichever field it is in. */
    public static final int ONE_OF = 10;

    /** Varints, one to a field or packed. */
    public static final int REPEATED_VARINT = 11;

    /** 64-bit numbers, one to a field or packed. */
    public static final int REPEATED_FIXED64 = 12;

    public static final int TRACES = 0;
    public static final int METRICS = 1;
    public static final int LOGS = 2;
    public static final int RESOURCE_SPANS = 3;
    public static final int RESOURCE_METRICS = 4;
    public static final int RESOURCE_LOGS = 5;
    public static final int SCOPE_SPANS = 6;
    public static final int SCOPE_METRICS = 7;
    public static final int SCOPE_LOGS = 8;
    public static final int RESOURCE = 9;
    public static final int ENTITY_REF = 10;
    public static final int SCOPE = 11;
    public static final int KEY_VALUE = 12;
    public static final int ANY_VALUE = 13;
    public static final int ARRAY_VALUE = 14;
    public static final int KEY_VALUE_LIST = 15;
    public static final int SPAN = 16;
    public static final int EVENT = 17;
    public static final int LINK = 18;
    public static final int STATUS = 19;
    public static final int LOG_RECORD = 20;
    public static final int METRIC = 21;
    public static final int GAUGE = 22;
    public static final int SUM = 23;
    public static final int HISTOGRAM = 24;
    public static final int EXPONENTIAL_HISTOGRAM = 25;
    public static final int SUMMARY = 26;
    public static final int NUMBER_POINT = 27;
    public static final int HISTOGRAM_POINT = 28;
    public static final int EXPONENTIAL_HISTOGRAM_POINT = 29;
    public static final int BUCKETS = 30;
    public static final int SUMMARY_POINT = 31;
    public static final int QUANTILE = 32;
    public static final int EXEMPLAR = 33;

    /** How many messages there are; their numbers begin at 0. */
    public static final int MESSAGES = 34;

    private static final int ROW = MAX_FIELD + 1;
    private static final short[] ENTRIES = new short[MESSAGES * ROW];

    static {
        message(TRACES, 1, RESOURCE_SPANS);
        message(METRICS, 1, RESOURCE_METRICS);
        message(LOGS, 1, RESOURCE_LOGS);

        for (int signal = 0; signal < 3; signal++) {
            message(RESOURCE_SPANS + signal, 1, RESOURCE);
            message(RESOURCE_SPANS + signal, 2, SCOPE_SPANS + signal);
            fields(RESOURCE_SPANS + signal, STRING, 3);
            message(SCOPE_SPANS + signal, 1, SCOPE);
            fields(SCOPE_SPANS + signal, STRING, 3);
        }
        set(SCOPE_SPANS, 2, ITEM, SPAN);
        message(SCOPE_METRICS, 2, METRIC);
        set(SCOPE_LOGS, 2, ITEM, LOG_RECORD);

        message(RESOURCE, 1, KEY_VALUE);
        fields(RESOURCE, VARINT, 2);
        message(RESOURCE, 3, ENTITY_REF);
        fields(ENTITY_REF, STRING, 1, 2, 3, 4);
        fields(SCOPE, STRING, 1, 2);
        message(SCOPE, 3, KEY_VALUE);
        fields(SCOPE, VARINT, 4);

        fields(KEY_VALUE, STRING, 1);
        message(KEY_VALUE, 2, ANY_VALUE);
        fields(KEY_VALUE, VARINT, 3);
        fields(ANY_VALUE, STRING, 1);
        fields(ANY_VALUE, VARINT, 2, 3, 8);
        fields(ANY_VALUE, FIXED64, 4);
        message(ANY_VALUE, 5, ARRAY_VALUE);
        message(ANY_VALUE, 6, KEY_VALUE_LIST);
        fields(ANY_VALUE, BYTES, 7);
        message(ARRAY_VALUE, 1, ANY_VALUE);
        message(KEY_VALUE_LIST, 1, KEY_VALUE);

        fields(SPAN, TRACE_ID, 1);
        fields(SPAN, SPAN_ID, 2, 4);
        fields(SPAN, STRING, 3, 5);
        fields(SPAN, VARINT, 6, 10, 12, 14);
        fields(SPAN, FIXED64, 7, 8);
        message(SPAN, 9, KEY_VALUE);
        message(SPAN, 11, EVENT);
        message(SPAN, 13, LINK);
        message(SPAN, 15, STATUS);
        fields(SPAN, FIXED32, 16);
        fields(EVENT, FIXED64, 1);
        fields(EVENT, STRING, 2);
        message(EVENT, 3, KEY_VALUE);
        fields(EVENT, VARINT, 4);
        fields(LINK, TRACE_ID, 1);
        fields(LINK, SPAN_ID, 2);
        fields(LINK, STRING, 3);
        message(LINK, 4, KEY_VALUE);
        fields(LINK, VARINT, 5);
        fields(LINK, FIXED32, 6);
        fields(STATUS, STRING, 2);
        fields(STATUS, VARINT, 3);

        fields(LOG_RECORD, FIXED64, 1, 11);
        fields(LOG_RECORD, VARINT, 2, 7);
        fields(LOG_RECORD, STRING, 3, 12);
        message(LOG_RECORD, 5, ANY_VALUE);
        message(LOG_RECORD, 6, KEY_VALUE);
        fields(LOG_RECORD, FIXED32, 8);
        fields(LOG_RECORD, TRACE_ID, 9);
        fields(LOG_RECORD, SPAN_ID, 10);

        fields(METRIC, STRING, 1, 2, 3);
        set(METRIC, 5, ONE_OF, GAUGE);
        set(METRIC, 7, ONE_OF, SUM);
        set(METRIC, 9, ONE_OF, HISTOGRAM);
        set(METRIC, 10, ONE_OF, EXPONENTIAL_HISTOGRAM);
        set(METRIC, 11, ONE_OF, SUMMARY);
        message(METRIC, 12, KEY_VALUE);
        set(GAUGE, 1, ITEM, NUMBER_POINT);
        set(SUM, 1, ITEM, NUMBER_POINT);
        fields(SUM, VARINT, 2, 3);
        set(HISTOGRAM, 1, ITEM, HISTOGRAM_POINT);
        fields(HISTOGRAM, VARINT, 2);
        set(EXPONENTIAL_HISTOGRAM, 1, ITEM, EXPONENTIAL_HISTOGRAM_POINT);
        fields(EXPONENTIAL_HISTOGRAM, VARINT, 2);
        set(SUMMARY, 1, ITEM, SUMMARY_POINT);

        fields(NUMBER_POINT, FIXED64, 2, 3, 4, 6);
        message(NUMBER_POINT, 5, EXEMPLAR);
        message(NUMBER_POINT, 7, KEY_VALUE);
        fields(NUMBER_POINT, VARINT, 8);
        fields(HISTOGRAM_POINT, FIXED64, 2, 3, 4, 5, 11, 12);
        fields(HISTOGRAM_POINT, REPEATED_FIXED64, 6, 7);
        message(HISTOGRAM_POINT, 8, EXEMPLAR);
        message(HISTOGRAM_POINT, 9, KEY_VALUE);
        fields(HISTOGRAM_POINT, VARINT, 10);
        message(EXPONENTIAL_HISTOGRAM_POINT, 1, KEY_VALUE);
        fields(EXPONENTIAL_HISTOGRAM_POINT, FIXED64, 2, 3, 4, 5, 7, 12, 13, 14);
        fields(EXPONENTIAL_HISTOGRAM_POINT, VARINT, 6, 10);
        message(EXPONENTIAL_HISTOGRAM_POINT, 8, BUCKETS);
        message(EXPONENTIAL_HISTOGRAM_POINT, 9, BUCKETS);
        message(EXPONENTIAL_HISTOGRAM_POINT, 11, EXEMPLAR);
        fields(BUCKETS, VARINT, 1);
        fields(BUCKETS, REPEATED_VARINT, 2);
        fields(SUMMARY_POINT, FIXED64, 2, 3, 4, 5);
        message(SUMMARY_POINT, 6, QUANTILE);
        message(SUMMARY_POINT, 7, KEY_VALUE);
        fields(SUMMARY_POINT, VARINT, 8);
        fields(QUANTILE, FIXED64, 1, 2);
        fields(EXEMPLAR, FIXED64, 2, 3, 6);
        fields(EXEMPLAR, SPAN_ID, 4);
        fields(EXEMPLAR, TRACE_ID, 5);
        message(EXEMPLAR, 7, KEY_VALUE);
    }

    private Schema() {}

    private static void set(int message, int field, int kind, int child) {
        ENTRIES[message * ROW + field] = (short) (kind | child << 8);
    }

    private static void message(int message, int field, int child) {
        set(message, field, MESSAGE, child);
    }

    private static void fields(int message, int kind, int... fields) {
        for (int field : fields) {
            set(message, field, kind, 0);
        }
    }

    /** The message that a payload of a signal is. */
    public static int root(Signal signal) {
        return switch (signal) {
            case TRACES -> TRACES;
            case METRICS -> METRICS;
            case LOGS -> LOGS;
        };
    }

    /** The entry of a field; {@link #UNKNOWN} if the specification has none. */
    public static int entry(int message, int field) {
        return field <= MAX_FIELD ? ENTRIES[message * ROW + field] : UNKNOWN;
    }

    public static int kind(int entry) {
        return entry & 0xff;
    }

    /** The message that a field is; of {@link #isMessage} fields only. */
    public static int child(int entry) {
        return entry >>> 8;
    }

    /** True if the field is a message of the specification. */
    public static boolean isMessage(int entry) {
        int kind = kind(entry);
        return kind == MESSAGE || kind == ITEM || kind == ONE_OF;
    }

    /** True if the field is one text, or bytes. */
    static boolean isText(int entry) {
        int kind = kind(entry);
        return kind >= STRING && kind <= SPAN_ID;
    }

    /** True if a field that comes with {@code wireType} is the one of the specification; every wire type is for an unknown one. */
    public static boolean isOf(int entry, int wireType) {
        return switch (kind(entry)) {
            case UNKNOWN -> true;
            case VARINT -> wireType == WireType.VARINT;
            case FIXED64 -> wireType == WireType.FIXED64;
            case FIXED32 -> wireType == WireType.FIXED32;
            case REPEATED_VARINT -> wireType == WireType.BYTES || wireType == WireType.VARINT;
            case REPEATED_FIXED64 -> wireType == WireType.BYTES || wireType == WireType.FIXED64;
            default -> wireType == WireType.BYTES;
        };
    }

    /** True for bytes of which the specification does not say what they are: in a field of another kind, or in none that it has. */
    public static boolean isUnknownBytes(int message, int field) {
        int entry = entry(message, field);
        return entry == UNKNOWN || !isOf(entry, WireType.BYTES);
    }

    /** The number of a message's field that holds attributes; 0 if it has none. */
    public static int attributesOf(int message) {
        for (int field = 1; field <= MAX_FIELD; field++) {
            if (entry(message, field) == (MESSAGE | KEY_VALUE << 8)) {
                return field;
            }
        }
        return 0;
    }

    /** True if items lie below the field's message, on the way from the root. */
    public static boolean leadsToItems(int entry) {
        int kind = kind(entry);
        return kind == ONE_OF || (kind == MESSAGE && (child(entry) <= SCOPE_LOGS || child(entry) == METRIC));
    }

    /** True for the messages that hold a resource and its items. */
    static boolean isResourceItems(int message) {
        return message >= RESOURCE_SPANS && message <= RESOURCE_LOGS;
    }
}
