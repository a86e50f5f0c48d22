package io.sluice.pdata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link OtlpSplitter} against the generated classes. */
class OtlpSplitterConformanceTest {

    private final OtlpSplitter splitter = new OtlpSplitter();

    @ParameterizedTest
    @EnumSource
    void whatFitsIsNotCopied(Signal signal) throws MalformedException {
        Payload payload = Payload.of(new Samples(3).request(signal).toByteArray());

        List<OtlpSplitter.Part> parts =
                splitter.split(signal, payload, Integer.MAX_VALUE, payload.length(), BufferPool.UNPOOLED);

        assertThat(parts)
                .singleElement()
                .satisfies(part -> assertThat(part.payload()).isSameAs(payload));
    }

    @ParameterizedTest
    @EnumSource
    void partsHoldEveryItemOnceInItsEnvelopesAndOrder(Signal signal) throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            byte[] bytes = new Samples(seed).request(signal).toByteArray();
            int maxItems = 1 + seed % 7;

            List<OtlpSplitter.Part> parts =
                    splitter.split(signal, Payload.of(bytes), maxItems, Integer.MAX_VALUE, BufferPool.UNPOOLED);

            List<Object> found = new ArrayList<>();
            for (OtlpSplitter.Part part : parts) {
                Payload payload = part.payload();
                assertThat(OtlpBytes.validate(signal, payload.array(), payload.offset(), payload.length()))
                        .isEqualTo(part.items())
                        .isLessThanOrEqualTo(maxItems);
                assertThat(part.firstItem()).isEqualTo(found.size());
                found.addAll(items(signal, payload.toExactArray()));
            }
            assertThat(found).isEqualTo(items(signal, bytes));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noPartIsLargerThanAllowedUnlessItIsOneItem(Signal signal) throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            byte[] bytes = new Samples(seed).request(signal).toByteArray();
            int maxBytes = Math.max(1, bytes.length / (2 + seed % 5));

            List<OtlpSplitter.Part> parts =
                    splitter.split(signal, Payload.of(bytes), Integer.MAX_VALUE, maxBytes, BufferPool.UNPOOLED);

            List<Object> found = new ArrayList<>();
            for (OtlpSplitter.Part part : parts) {
                assertThat(part.payload().length() <= maxBytes || part.items() <= 1)
                        .as(
                                "%s bytes, %s items, at most %s bytes",
                                part.payload().length(), part.items(), maxBytes)
                        .isTrue();
                found.addAll(items(signal, part.payload().toExactArray()));
            }
            assertThat(found).isEqualTo(items(signal, bytes));
        }
    }

    @Test
    void aMetricWhoseDataComesTwiceStaysWhole() throws Exception {
        Metric gauge = Metric.newBuilder()
                .setGauge(Gauge.newBuilder()
                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(1)))
                .build();
        Metric sum = Metric.newBuilder()
                .setSum(Sum.newBuilder()
                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(2))
                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(3)))
                .build();
        ByteString both = gauge.toByteString().concat(sum.toByteString());
        ByteString scope = ScopeMetrics.newBuilder()
                .addMetrics(Metric.getDefaultInstance())
                .build()
                .toByteString();
        byte[] metric = both.toByteArray();
        WireWriter writer = new WireWriter(64);
        int resource = writer.openMessage(ExportMetricsServiceRequest.RESOURCE_METRICS_FIELD_NUMBER);
        int scopes = writer.openMessage(ResourceMetrics.SCOPE_METRICS_FIELD_NUMBER);
        writer.bytesField(ScopeMetrics.METRICS_FIELD_NUMBER, metric, 0, metric.length);
        writer.bytesField(ScopeMetrics.METRICS_FIELD_NUMBER, metric, 0, metric.length);
        writer.raw(scope.toByteArray(), 0, scope.size());
        writer.closeMessage(scopes);
        writer.closeMessage(resource);
        Payload payload = writer.toPayload(BufferPool.UNPOOLED);

        List<OtlpSplitter.Part> parts =
                splitter.split(Signal.METRICS, payload, 1, Integer.MAX_VALUE, BufferPool.UNPOOLED);

        assertThat(parts).extracting(OtlpSplitter.Part::items).containsExactly(2, 2);
        List<Object> found = new ArrayList<>();
        for (OtlpSplitter.Part part : parts) {
            found.addAll(items(Signal.METRICS, part.payload().toExactArray()));
        }
        assertThat(found).isEqualTo(items(Signal.METRICS, payload.toExactArray()));
    }

    /** Each item with all that encloses it. */
    private static List<Object> items(Signal signal, byte[] bytes) throws Exception {
        List<Object> items = new ArrayList<>();
        switch (signal) {
            case TRACES ->
                ExportTraceServiceRequest.parseFrom(bytes)
                        .getResourceSpansList()
                        .forEach(resource -> resource.getScopeSpansList()
                                .forEach(scope -> scope.getSpansList()
                                        .forEach(item -> items.add(List.of(
                                                resource.toBuilder()
                                                        .clearScopeSpans()
                                                        .build(),
                                                scope.toBuilder().clearSpans().build(),
                                                item)))));
            case LOGS ->
                ExportLogsServiceRequest.parseFrom(bytes)
                        .getResourceLogsList()
                        .forEach(resource -> resource.getScopeLogsList()
                                .forEach(scope -> scope.getLogRecordsList()
                                        .forEach(item -> items.add(List.of(
                                                resource.toBuilder()
                                                        .clearScopeLogs()
                                                        .build(),
                                                scope.toBuilder()
                                                        .clearLogRecords()
                                                        .build(),
                                                item)))));
            case METRICS ->
                ExportMetricsServiceRequest.parseFrom(bytes)
                        .getResourceMetricsList()
                        .forEach(resource -> resource.getScopeMetricsList()
                                .forEach(scope -> scope.getMetricsList()
                                        .forEach(metric -> points(metric)
                                                .forEach(item -> items.add(List.of(
                                                        resource.toBuilder()
                                                                .clearScopeMetrics()
                                                                .build(),
                                                        scope.toBuilder()
                                                                .clearMetrics()
                                                                .build(),
                                                        withoutPoints(metric),
                                                        item))))));
        }
        return items;
    }

    private static List<? extends Message> points(Metric metric) {
        return switch (metric.getDataCase()) {
            case GAUGE -> metric.getGauge().getDataPointsList();
            case SUM -> metric.getSum().getDataPointsList();
            case HISTOGRAM -> metric.getHistogram().getDataPointsList();
            case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsList();
            case SUMMARY -> metric.getSummary().getDataPointsList();
            case DATA_NOT_SET -> List.of();
        };
    }

    private static Metric withoutPoints(Metric metric) {
        Metric.Builder bare = metric.toBuilder();
        switch (metric.getDataCase()) {
            case GAUGE -> bare.getGaugeBuilder().clearDataPoints();
            case SUM -> bare.getSumBuilder().clearDataPoints();
            case HISTOGRAM -> bare.getHistogramBuilder().clearDataPoints();
            case EXPONENTIAL_HISTOGRAM -> bare.getExponentialHistogramBuilder().clearDataPoints();
            case SUMMARY -> bare.getSummaryBuilder().clearDataPoints();
            case DATA_NOT_SET -> {}
        }
        return bare.build();
    }
}
