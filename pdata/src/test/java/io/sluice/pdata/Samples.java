package io.sluice.pdata;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.EntityRef;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Random;

/** Requests of random content in which every message and field of OTLP turns up. The same seed gives the same request. */
public final class Samples {

    private static final String[] TEXTS = {
        "", "a", "service.name", "checkout", "画像を受け付けました", "naïve ✓", "😀😀", "x".repeat(200), "http.request.method"
    };

    private final Random random;

    public Samples(long seed) {
        random = new Random(seed);
    }

    public static Parser<? extends MessageLite> parser(Signal signal) {
        return switch (signal) {
            case TRACES -> ExportTraceServiceRequest.parser();
            case METRICS -> ExportMetricsServiceRequest.parser();
            case LOGS -> ExportLogsServiceRequest.parser();
        };
    }

    /** The number of items as the generated classes have it. */
    static int items(MessageLite request) {
        return switch (request) {
            case ExportTraceServiceRequest traces ->
                traces.getResourceSpansList().stream()
                        .flatMap(resource -> resource.getScopeSpansList().stream())
                        .mapToInt(ScopeSpans::getSpansCount)
                        .sum();
            case ExportLogsServiceRequest logs ->
                logs.getResourceLogsList().stream()
                        .flatMap(resource -> resource.getScopeLogsList().stream())
                        .mapToInt(ScopeLogs::getLogRecordsCount)
                        .sum();
            case ExportMetricsServiceRequest metrics ->
                metrics.getResourceMetricsList().stream()
                        .flatMap(resource -> resource.getScopeMetricsList().stream())
                        .flatMap(scope -> scope.getMetricsList().stream())
                        .mapToInt(Samples::points)
                        .sum();
            default -> throw new AssertionError(request);
        };
    }

    static int points(Metric metric) {
        return switch (metric.getDataCase()) {
            case GAUGE -> metric.getGauge().getDataPointsCount();
            case SUM -> metric.getSum().getDataPointsCount();
            case HISTOGRAM -> metric.getHistogram().getDataPointsCount();
            case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsCount();
            case SUMMARY -> metric.getSummary().getDataPointsCount();
            case DATA_NOT_SET -> 0;
        };
    }

    public MessageLite request(Signal signal) {
        return switch (signal) {
            case TRACES -> traces();
            case METRICS -> metrics();
            case LOGS -> logs();
        };
    }

    ExportTraceServiceRequest traces() {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        for (int r = few(); r > 0; r--) {
            ResourceSpans.Builder resource =
                    ResourceSpans.newBuilder().setResource(resource()).setSchemaUrl(text());
            for (int s = few(); s > 0; s--) {
                ScopeSpans.Builder scope =
                        ScopeSpans.newBuilder().setScope(scope()).setSchemaUrl(text());
                for (int i = few(); i > 0; i--) {
                    scope.addSpans(span());
                }
                resource.addScopeSpans(scope);
            }
            request.addResourceSpans(resource);
        }
        return request.build();
    }

    ExportLogsServiceRequest logs() {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        for (int r = few(); r > 0; r--) {
            ResourceLogs.Builder resource =
                    ResourceLogs.newBuilder().setResource(resource()).setSchemaUrl(text());
            for (int s = few(); s > 0; s--) {
                ScopeLogs.Builder scope =
                        ScopeLogs.newBuilder().setScope(scope()).setSchemaUrl(text());
                for (int i = few(); i > 0; i--) {
                    scope.addLogRecords(log());
                }
                resource.addScopeLogs(scope);
            }
            request.addResourceLogs(resource);
        }
        return request.build();
    }

    ExportMetricsServiceRequest metrics() {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        for (int r = few(); r > 0; r--) {
            ResourceMetrics.Builder resource =
                    ResourceMetrics.newBuilder().setResource(resource()).setSchemaUrl(text());
            for (int s = few(); s > 0; s--) {
                ScopeMetrics.Builder scope =
                        ScopeMetrics.newBuilder().setScope(scope()).setSchemaUrl(text());
                for (int i = few(); i > 0; i--) {
                    scope.addMetrics(metric());
                }
                resource.addScopeMetrics(scope);
            }
            request.addResourceMetrics(resource);
        }
        return request.build();
    }

    private int few() {
        return random.nextInt(4);
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private ByteString bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private ByteString traceId() {
        return bytes(random.nextInt(5) == 0 ? 0 : 16);
    }

    private ByteString spanId() {
        return bytes(random.nextInt(5) == 0 ? 0 : 8);
    }

    private long number() {
        return random.nextLong() >>> random.nextInt(64);
    }

    private Resource resource() {
        Resource.Builder resource = Resource.newBuilder().setDroppedAttributesCount(random.nextInt(3));
        for (int i = few(); i > 0; i--) {
            resource.addAttributes(attribute(2));
        }
        if (random.nextBoolean()) {
            resource.addEntityRefs(EntityRef.newBuilder()
                    .setSchemaUrl(text())
                    .setType("service")
                    .addIdKeys("service.name")
                    .addIdKeys("service.namespace")
                    .addDescriptionKeys(text()));
        }
        return resource.build();
    }

    private InstrumentationScope scope() {
        return InstrumentationScope.newBuilder()
                .setName(text())
                .setVersion("1.2")
                .addAttributes(attribute(1))
                .setDroppedAttributesCount(random.nextInt(300))
                .build();
    }

    private KeyValue attribute(int depth) {
        KeyValue.Builder attribute = KeyValue.newBuilder().setKey(text());
        if (random.nextInt(9) != 0) {
            attribute.setValue(value(depth));
        }
        if (random.nextInt(9) == 0) {
            attribute.setKeyStrindex(7);
        }
        return attribute.build();
    }

    private AnyValue value(int depth) {
        AnyValue.Builder value = AnyValue.newBuilder();
        switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> value.setStringValue(text());
            case 1 -> value.setBoolValue(random.nextBoolean());
            case 2 -> value.setIntValue(number());
            case 3 -> value.setDoubleValue(random.nextGaussian());
            case 4 -> value.setBytesValue(bytes(random.nextInt(20)));
            case 5 -> value.setStringValueStrindex(random.nextInt(1000));
            case 6 -> {
                // empty
            }
            case 7 -> {
                ArrayValue.Builder array = ArrayValue.newBuilder();
                for (int i = few(); i > 0; i--) {
                    array.addValues(value(depth - 1));
                }
                value.setArrayValue(array);
            }
            default -> {
                KeyValueList.Builder list = KeyValueList.newBuilder();
                for (int i = few(); i > 0; i--) {
                    list.addValues(attribute(depth - 1));
                }
                value.setKvlistValue(list);
            }
        }
        return value.build();
    }

    private Span span() {
        Span.Builder span = Span.newBuilder()
                .setTraceId(traceId())
                .setSpanId(spanId())
                .setTraceState("ot=th:8")
                .setParentSpanId(spanId())
                .setFlags(random.nextInt())
                .setName(text())
                .setKindValue(random.nextInt(8))
                .setStartTimeUnixNano(number())
                .setEndTimeUnixNano(number())
                .setDroppedAttributesCount(random.nextInt(3))
                .setDroppedEventsCount(random.nextInt(3))
                .setDroppedLinksCount(random.nextInt(3));
        for (int i = few(); i > 0; i--) {
            span.addAttributes(attribute(3));
            span.addEvents(Span.Event.newBuilder()
                    .setTimeUnixNano(number())
                    .setName(text())
                    .addAttributes(attribute(1))
                    .setDroppedAttributesCount(1));
            span.addLinks(Span.Link.newBuilder()
                    .setTraceId(traceId())
                    .setSpanId(spanId())
                    .setTraceState(text())
                    .addAttributes(attribute(1))
                    .setFlags(random.nextInt()));
        }
        if (random.nextBoolean()) {
            span.setStatus(Status.newBuilder().setMessage(text()).setCodeValue(random.nextInt(4)));
        }
        return span.build();
    }

    private LogRecord log() {
        LogRecord.Builder log = LogRecord.newBuilder()
                .setTimeUnixNano(number())
                .setObservedTimeUnixNano(number())
                .setSeverityNumber(SeverityNumber.forNumber(random.nextInt(25)))
                .setSeverityText(text())
                .setDroppedAttributesCount(random.nextInt(3))
                .setFlags(random.nextInt())
                .setTraceId(traceId())
                .setSpanId(spanId())
                .setEventName(text());
        if (random.nextInt(4) != 0) {
            log.setBody(value(4));
        }
        for (int i = few(); i > 0; i--) {
            log.addAttributes(attribute(3));
        }
        return log.build();
    }

    private Metric metric() {
        Metric.Builder metric = Metric.newBuilder()
                .setName(text())
                .setDescription(text())
                .setUnit("ms")
                .addMetadata(attribute(1));
        int points = few();
        switch (random.nextInt(6)) {
            case 0 -> {
                Gauge.Builder gauge = Gauge.newBuilder();
                for (int i = 0; i < points; i++) {
                    gauge.addDataPoints(numberPoint());
                }
                metric.setGauge(gauge);
            }
            case 1 -> {
                Sum.Builder sum = Sum.newBuilder()
                        .setAggregationTemporalityValue(random.nextInt(3))
                        .setIsMonotonic(random.nextBoolean());
                for (int i = 0; i < points; i++) {
                    sum.addDataPoints(numberPoint());
                }
                metric.setSum(sum);
            }
            case 2 -> {
                Histogram.Builder histogram = Histogram.newBuilder().setAggregationTemporalityValue(2);
                for (int i = 0; i < points; i++) {
                    histogram.addDataPoints(histogramPoint());
                }
                metric.setHistogram(histogram);
            }
            case 3 -> {
                ExponentialHistogram.Builder histogram =
                        ExponentialHistogram.newBuilder().setAggregationTemporalityValue(1);
                for (int i = 0; i < points; i++) {
                    histogram.addDataPoints(exponentialPoint());
                }
                metric.setExponentialHistogram(histogram);
            }
            case 4 -> {
                Summary.Builder summary = Summary.newBuilder();
                for (int i = 0; i < points; i++) {
                    summary.addDataPoints(SummaryDataPoint.newBuilder()
                            .addAttributes(attribute(1))
                            .setTimeUnixNano(number())
                            .setCount(number())
                            .setSum(random.nextGaussian())
                            .addQuantileValues(SummaryDataPoint.ValueAtQuantile.newBuilder()
                                    .setQuantile(0.5)
                                    .setValue(3))
                            .setFlags(1));
                }
                metric.setSummary(summary);
            }
            default -> {
                // no data
            }
        }
        return metric.build();
    }

    private NumberDataPoint numberPoint() {
        NumberDataPoint.Builder point = NumberDataPoint.newBuilder()
                .addAttributes(attribute(2))
                .setStartTimeUnixNano(number())
                .setTimeUnixNano(number())
                .addExemplars(exemplar())
                .setFlags(random.nextInt(2));
        return (random.nextBoolean() ? point.setAsInt(number()) : point.setAsDouble(random.nextGaussian())).build();
    }

    private HistogramDataPoint histogramPoint() {
        HistogramDataPoint.Builder point = HistogramDataPoint.newBuilder()
                .addAttributes(attribute(1))
                .setStartTimeUnixNano(number())
                .setTimeUnixNano(number())
                .setCount(number())
                .setSum(1.5)
                .setMin(-1)
                .setMax(9)
                .addExemplars(exemplar())
                .setFlags(1);
        for (int i = few(); i > 0; i--) {
            point.addBucketCounts(number()).addExplicitBounds(i);
        }
        return point.build();
    }

    private ExponentialHistogramDataPoint exponentialPoint() {
        ExponentialHistogramDataPoint.Builder point = ExponentialHistogramDataPoint.newBuilder()
                .addAttributes(attribute(1))
                .setTimeUnixNano(number())
                .setCount(number())
                .setSum(0.1)
                .setScale(-3)
                .setZeroCount(4)
                .setMin(1)
                .setMax(2)
                .setZeroThreshold(0.001)
                .addExemplars(exemplar());
        ExponentialHistogramDataPoint.Buckets.Builder buckets =
                ExponentialHistogramDataPoint.Buckets.newBuilder().setOffset(-5);
        for (int i = few(); i > 0; i--) {
            buckets.addBucketCounts(number());
        }
        return point.setPositive(buckets).setNegative(buckets).build();
    }

    private Exemplar exemplar() {
        return Exemplar.newBuilder()
                .addFilteredAttributes(attribute(1))
                .setTimeUnixNano(number())
                .setAsInt(number())
                .setSpanId(spanId())
                .setTraceId(traceId())
                .build();
    }
}
