package io.sluice.json;

import static io.sluice.json.Field.oneof;
import static io.sluice.json.Field.optional;
import static io.sluice.json.Field.repeated;
import static io.sluice.json.Field.single;

import io.sluice.pdata.Signal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Every message and field of OTLP 1.11 traces, metrics and logs. */
final class OtlpSchema {

    static final MessageType TRACES = new MessageType("ExportTraceServiceRequest");
    static final MessageType METRICS = new MessageType("ExportMetricsServiceRequest");
    static final MessageType LOGS = new MessageType("ExportLogsServiceRequest");

    private static final Map<String, Integer> SPAN_KINDS =
            names("SPAN_KIND_", "UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");
    private static final Map<String, Integer> STATUS_CODES = names("STATUS_CODE_", "UNSET", "OK", "ERROR");
    private static final Map<String, Integer> TEMPORALITIES =
            names("AGGREGATION_TEMPORALITY_", "UNSPECIFIED", "DELTA", "CUMULATIVE");
    private static final Map<String, Integer> SEVERITIES = severities();

    static {
        MessageType anyValue = new MessageType("AnyValue");
        MessageType arrayValue = new MessageType("ArrayValue");
        MessageType keyValueList = new MessageType("KeyValueList");
        MessageType keyValue = new MessageType("KeyValue");
        anyValue.define(
                oneof(1, "stringValue", Kind.STRING),
                oneof(2, "boolValue", Kind.BOOL),
                oneof(3, "intValue", Kind.INT64),
                oneof(4, "doubleValue", Kind.DOUBLE),
                oneof(5, "arrayValue", arrayValue),
                oneof(6, "kvlistValue", keyValueList),
                oneof(7, "bytesValue", Kind.BYTES),
                oneof(8, "stringValueStrindex", Kind.INT32));
        arrayValue.define(repeated(1, "values", anyValue));
        keyValueList.define(repeated(1, "values", keyValue));
        keyValue.define(
                single(1, "key", Kind.STRING), single(2, "value", anyValue), single(3, "keyStrindex", Kind.INT32));

        MessageType entityRef = new MessageType("EntityRef");
        entityRef.define(
                single(1, "schemaUrl", Kind.STRING),
                single(2, "type", Kind.STRING),
                repeated(3, "idKeys", Kind.STRING),
                repeated(4, "descriptionKeys", Kind.STRING));
        MessageType resource = new MessageType("Resource");
        resource.define(
                repeated(1, "attributes", keyValue),
                single(2, "droppedAttributesCount", Kind.UINT32),
                repeated(3, "entityRefs", entityRef));
        MessageType scope = new MessageType("InstrumentationScope");
        scope.define(
                single(1, "name", Kind.STRING),
                single(2, "version", Kind.STRING),
                repeated(3, "attributes", keyValue),
                single(4, "droppedAttributesCount", Kind.UINT32));

        request(TRACES, "Spans", resource, scope, "spans", span(keyValue));
        request(LOGS, "Logs", resource, scope, "logRecords", logRecord(keyValue, anyValue));
        request(METRICS, "Metrics", resource, scope, "metrics", metric(keyValue));
    }

    private static final Set<String> FIELD_NAMES = fieldNames();

    private OtlpSchema() {}

    /** Whether any message has a field of that name, in either spelling. */
    static boolean isFieldName(String name) {
        return FIELD_NAMES.contains(name);
    }

    private static Set<String> fieldNames() {
        Set<String> names = new HashSet<>();
        Set<MessageType> visited = new HashSet<>();
        for (Signal signal : Signal.values()) {
            addFieldNames(request(signal), names, visited);
        }
        return Set.copyOf(names);
    }

    private static void addFieldNames(MessageType type, Set<String> names, Set<MessageType> visited) {
        if (visited.add(type)) {
            for (Field field : type.fields()) {
                names.add(field.name());
                names.add(field.protoName());
                addFieldNames(field.message(), names, visited);
            }
        }
    }

    /** The request message of a signal. */
    static MessageType request(Signal signal) {
        return switch (signal) {
            case TRACES -> TRACES;
            case METRICS -> METRICS;
            case LOGS -> LOGS;
        };
    }

    /** The three levels that all signals have in common. */
    private static void request(
            MessageType request,
            String plural,
            MessageType resource,
            MessageType scope,
            String itemsName,
            MessageType item) {
        MessageType ofScope = new MessageType("Scope" + plural);
        ofScope.define(single(1, "scope", scope), repeated(2, itemsName, item), single(3, "schemaUrl", Kind.STRING));
        MessageType ofResource = new MessageType("Resource" + plural);
        ofResource.define(
                single(1, "resource", resource),
                repeated(2, "scope" + plural, ofScope),
                single(3, "schemaUrl", Kind.STRING));
        request.define(repeated(1, "resource" + plural, ofResource));
    }

    private static MessageType span(MessageType keyValue) {
        MessageType event = new MessageType("Event");
        event.define(
                single(1, "timeUnixNano", Kind.FIXED64),
                single(2, "name", Kind.STRING),
                repeated(3, "attributes", keyValue),
                single(4, "droppedAttributesCount", Kind.UINT32));
        MessageType link = new MessageType("Link");
        link.define(
                single(1, "traceId", Kind.TRACE_ID),
                single(2, "spanId", Kind.SPAN_ID),
                single(3, "traceState", Kind.STRING),
                repeated(4, "attributes", keyValue),
                single(5, "droppedAttributesCount", Kind.UINT32),
                single(6, "flags", Kind.FIXED32));
        MessageType status = new MessageType("Status");
        status.define(single(2, "message", Kind.STRING), single(3, "code", STATUS_CODES));
        MessageType span = new MessageType("Span");
        span.define(
                single(1, "traceId", Kind.TRACE_ID),
                single(2, "spanId", Kind.SPAN_ID),
                single(3, "traceState", Kind.STRING),
                single(4, "parentSpanId", Kind.SPAN_ID),
                single(5, "name", Kind.STRING),
                single(6, "kind", SPAN_KINDS),
                single(7, "startTimeUnixNano", Kind.FIXED64),
                single(8, "endTimeUnixNano", Kind.FIXED64),
                repeated(9, "attributes", keyValue),
                single(10, "droppedAttributesCount", Kind.UINT32),
                repeated(11, "events", event),
                single(12, "droppedEventsCount", Kind.UINT32),
                repeated(13, "links", link),
                single(14, "droppedLinksCount", Kind.UINT32),
                single(15, "status", status),
                single(16, "flags", Kind.FIXED32));
        return span;
    }

    private static MessageType logRecord(MessageType keyValue, MessageType anyValue) {
        MessageType record = new MessageType("LogRecord");
        record.define(
                single(1, "timeUnixNano", Kind.FIXED64),
                single(2, "severityNumber", SEVERITIES),
                single(3, "severityText", Kind.STRING),
                single(5, "body", anyValue),
                repeated(6, "attributes", keyValue),
                single(7, "droppedAttributesCount", Kind.UINT32),
                single(8, "flags", Kind.FIXED32),
                single(9, "traceId", Kind.TRACE_ID),
                single(10, "spanId", Kind.SPAN_ID),
                single(11, "observedTimeUnixNano", Kind.FIXED64),
                single(12, "eventName", Kind.STRING));
        return record;
    }

    private static MessageType metric(MessageType keyValue) {
        MessageType exemplar = new MessageType("Exemplar");
        exemplar.define(
                single(2, "timeUnixNano", Kind.FIXED64),
                oneof(3, "asDouble", Kind.DOUBLE),
                single(4, "spanId", Kind.SPAN_ID),
                single(5, "traceId", Kind.TRACE_ID),
                oneof(6, "asInt", Kind.SFIXED64),
                repeated(7, "filteredAttributes", keyValue));
        MessageType numberPoint = new MessageType("NumberDataPoint");
        numberPoint.define(
                single(2, "startTimeUnixNano", Kind.FIXED64),
                single(3, "timeUnixNano", Kind.FIXED64),
                oneof(4, "asDouble", Kind.DOUBLE),
                repeated(5, "exemplars", exemplar),
                oneof(6, "asInt", Kind.SFIXED64),
                repeated(7, "attributes", keyValue),
                single(8, "flags", Kind.UINT32));

        MessageType gauge = new MessageType("Gauge");
        gauge.define(repeated(1, "dataPoints", numberPoint));
        MessageType sum = new MessageType("Sum");
        sum.define(
                repeated(1, "dataPoints", numberPoint),
                single(2, "aggregationTemporality", TEMPORALITIES),
                single(3, "isMonotonic", Kind.BOOL));
        MessageType histogram = new MessageType("Histogram");
        histogram.define(
                repeated(1, "dataPoints", histogramPoint(keyValue, exemplar)),
                single(2, "aggregationTemporality", TEMPORALITIES));
        MessageType exponentialHistogram = new MessageType("ExponentialHistogram");
        exponentialHistogram.define(
                repeated(1, "dataPoints", exponentialPoint(keyValue, exemplar)),
                single(2, "aggregationTemporality", TEMPORALITIES));
        MessageType summary = new MessageType("Summary");
        summary.define(repeated(1, "dataPoints", summaryPoint(keyValue)));

        MessageType metric = new MessageType("Metric");
        metric.define(
                single(1, "name", Kind.STRING),
                single(2, "description", Kind.STRING),
                single(3, "unit", Kind.STRING),
                oneof(5, "gauge", gauge),
                oneof(7, "sum", sum),
                oneof(9, "histogram", histogram),
                oneof(10, "exponentialHistogram", exponentialHistogram),
                oneof(11, "summary", summary),
                repeated(12, "metadata", keyValue));
        return metric;
    }

    private static MessageType histogramPoint(MessageType keyValue, MessageType exemplar) {
        MessageType point = new MessageType("HistogramDataPoint");
        point.define(
                single(2, "startTimeUnixNano", Kind.FIXED64),
                single(3, "timeUnixNano", Kind.FIXED64),
                single(4, "count", Kind.FIXED64),
                optional(5, "sum", Kind.DOUBLE),
                repeated(6, "bucketCounts", Kind.FIXED64),
                repeated(7, "explicitBounds", Kind.DOUBLE),
                repeated(8, "exemplars", exemplar),
                repeated(9, "attributes", keyValue),
                single(10, "flags", Kind.UINT32),
                optional(11, "min", Kind.DOUBLE),
                optional(12, "max", Kind.DOUBLE));
        return point;
    }

    private static MessageType exponentialPoint(MessageType keyValue, MessageType exemplar) {
        MessageType buckets = new MessageType("Buckets");
        buckets.define(single(1, "offset", Kind.SINT32), repeated(2, "bucketCounts", Kind.UINT64));
        MessageType point = new MessageType("ExponentialHistogramDataPoint");
        point.define(
                repeated(1, "attributes", keyValue),
                single(2, "startTimeUnixNano", Kind.FIXED64),
                single(3, "timeUnixNano", Kind.FIXED64),
                single(4, "count", Kind.FIXED64),
                optional(5, "sum", Kind.DOUBLE),
                single(6, "scale", Kind.SINT32),
                single(7, "zeroCount", Kind.FIXED64),
                single(8, "positive", buckets),
                single(9, "negative", buckets),
                single(10, "flags", Kind.UINT32),
                repeated(11, "exemplars", exemplar),
                optional(12, "min", Kind.DOUBLE),
                optional(13, "max", Kind.DOUBLE),
                single(14, "zeroThreshold", Kind.DOUBLE));
        return point;
    }

    private static MessageType summaryPoint(MessageType keyValue) {
        MessageType quantile = new MessageType("ValueAtQuantile");
        quantile.define(single(1, "quantile", Kind.DOUBLE), single(2, "value", Kind.DOUBLE));
        MessageType point = new MessageType("SummaryDataPoint");
        point.define(
                single(2, "startTimeUnixNano", Kind.FIXED64),
                single(3, "timeUnixNano", Kind.FIXED64),
                single(4, "count", Kind.FIXED64),
                single(5, "sum", Kind.DOUBLE),
                repeated(6, "quantileValues", quantile),
                repeated(7, "attributes", keyValue),
                single(8, "flags", Kind.UINT32));
        return point;
    }

    /** Names of the numbers from 0 on. */
    private static Map<String, Integer> names(String prefix, String... values) {
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            names.put(prefix + values[i], i);
        }
        return Map.copyOf(names);
    }

    /** Six groups of four: TRACE, TRACE2, TRACE3, TRACE4, DEBUG ... */
    private static Map<String, Integer> severities() {
        String[] groups = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
        String[] values = new String[1 + 4 * groups.length];
        values[0] = "UNSPECIFIED";
        for (int i = 0; i < 4 * groups.length; i++) {
            int step = i % 4;
            values[1 + i] = groups[i / 4] + (step == 0 ? "" : String.valueOf(step + 1));
        }
        return names("SEVERITY_NUMBER_", values);
    }
}
