package io.sluice.demo;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.demo.platform.PointId;
import io.sluice.testkit.kafka.KafkaReader;
import io.sluice.testkit.kafka.ReadRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything that lies in Kafka, decoded with the generated OTLP classes. */
final class Landed {

    static final String TRACES = "telemetry.traces";
    static final String LOGS = "telemetry.logs";
    static final String METRICS = "telemetry.metrics";

    private static final HexFormat HEX = HexFormat.of();

    /** A topic's keys and partitions. */
    static final class Keys {
        final Set<String> keys = new HashSet<>();
        final Map<Integer, Integer> recordsByPartition = new TreeMap<>();
        private final Map<String, Integer> partitionOfKey = new HashMap<>();
        int records;
        int wrong;

        private void note(ReadRecord record, Set<String> expectedKeys) {
            records++;
            recordsByPartition.merge(record.partition(), 1, Integer::sum);
            String key = record.keyText();
            if (key == null || expectedKeys.size() != 1 || !expectedKeys.contains(key)) {
                wrong++;
                return;
            }
            keys.add(key);
            Integer before = partitionOfKey.putIfAbsent(key, record.partition());
            if (before != null && before != record.partition()) {
                wrong++;
            }
        }
    }

    final Set<String> spans = new HashSet<>();
    final Set<String> logs = new HashSet<>();
    final Set<String> points = new HashSet<>();
    int spanItems;
    int logItems;
    int pointItems;
    final Map<String, Keys> keys = new TreeMap<>(Map.of(TRACES, new Keys(), LOGS, new Keys(), METRICS, new Keys()));
    private final Map<String, Trace> traces = new HashMap<>();

    /** What belongs to one trace. */
    static final class Trace {
        final Set<String> services = new TreeSet<>();
        final Set<String> spanIds = new HashSet<>();
        int logs;
        int exemplars;
    }

    static Landed read(KafkaReader reader) {
        Landed landed = new Landed();
        reader.forEach(List.of(TRACES, LOGS, METRICS), landed::add);
        return landed;
    }

    private void add(ReadRecord record) {
        Set<String> expectedKeys = switch (record.topic()) {
            case TRACES -> addTraces(record);
            case LOGS -> addLogs(record);
            default -> addMetrics(record);
        };
        keys.computeIfAbsent(record.topic(), _ -> new Keys()).note(record, expectedKeys);
    }

    private Set<String> addTraces(ReadRecord record) {
        Set<String> traceIds = new HashSet<>();
        record.traces()
                .getResourceSpansList()
                .forEach(resource -> resource.getScopeSpansList()
                        .forEach(scope -> scope.getSpansList().forEach(span -> {
                            traceIds.add(hex(span.getTraceId()));
                            addSpan(serviceOf(resource.getResource()), span);
                        })));
        return traceIds;
    }

    private void addSpan(String service, Span span) {
        spanItems++;
        String id = hex(span.getSpanId());
        spans.add(id);
        Trace trace = trace(span.getTraceId());
        trace.services.add(service);
        trace.spanIds.add(id);
    }

    private Set<String> addLogs(ReadRecord record) {
        Set<String> services = new HashSet<>();
        record.logs().getResourceLogsList().forEach(resource -> {
            services.add(serviceOf(resource.getResource()));
            resource.getScopeLogsList()
                    .forEach(scope -> scope.getLogRecordsList().forEach(this::addLog));
        });
        return services;
    }

    private void addLog(LogRecord log) {
        logItems++;
        logs.add(text(log.getAttributesList()).getOrDefault("log.record.uid", "no id"));
        trace(log.getTraceId()).logs++;
    }

    /** Keys of metrics are the service and the metric's name, as the design asks. */
    private Set<String> addMetrics(ReadRecord record) {
        Set<String> expected = new HashSet<>();
        record.metrics().getResourceMetricsList().forEach(resource -> {
            String service = serviceOf(resource.getResource());
            resource.getScopeMetricsList()
                    .forEach(scope -> scope.getMetricsList().forEach(metric -> {
                        expected.add(service + "|" + metric.getName());
                        addMetric(service, metric);
                    }));
        });
        return expected;
    }

    private void addMetric(String service, Metric metric) {
        metric.getSum().getDataPointsList().forEach(point -> {
            addPoint(service, metric, point.getAttributesList(), point.getTimeUnixNano());
            point.getExemplarsList().forEach(this::addExemplar);
        });
        metric.getGauge()
                .getDataPointsList()
                .forEach(point -> addPoint(service, metric, point.getAttributesList(), point.getTimeUnixNano()));
        metric.getHistogram().getDataPointsList().forEach(point -> {
            addPoint(service, metric, point.getAttributesList(), point.getTimeUnixNano());
            point.getExemplarsList().forEach(this::addExemplar);
        });
    }

    private void addPoint(String service, Metric metric, List<KeyValue> attributes, long epochNanos) {
        pointItems++;
        points.add(PointId.of(service, metric.getName(), text(attributes), epochNanos));
    }

    private void addExemplar(Exemplar exemplar) {
        if (!exemplar.getTraceId().isEmpty()) {
            trace(exemplar.getTraceId()).exemplars++;
        }
    }

    private Trace trace(ByteString id) {
        return traces.computeIfAbsent(hex(id), _ -> new Trace());
    }

    /** The trace of an id; empty if nothing of it landed. */
    Trace trace(String id) {
        return traces.getOrDefault(id, new Trace());
    }

    /** The trace id that is found in all three signals, of which most landed; null if none is. */
    @Nullable
    String traceInAllSignals() {
        return traces.entrySet().stream()
                .filter(trace -> trace.getValue().exemplars > 0 && trace.getValue().logs > 0)
                .max(java.util.Comparator.comparingInt(
                        trace -> trace.getValue().spanIds.size()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static String serviceOf(Resource resource) {
        return text(resource.getAttributesList()).getOrDefault("service.name", "");
    }

    private static Map<String, String> text(List<KeyValue> attributes) {
        Map<String, String> text = new HashMap<>();
        attributes.forEach(attribute -> text.put(attribute.getKey(), text(attribute.getValue())));
        return text;
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            default -> value.toString();
        };
    }

    private static String hex(ByteString bytes) {
        return HEX.formatHex(bytes.toByteArray());
    }
}
