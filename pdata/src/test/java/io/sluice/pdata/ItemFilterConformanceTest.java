package io.sluice.pdata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link ItemFilter} against the generated classes. */
class ItemFilterConformanceTest {

    private final ItemFilter filter = new ItemFilter();

    private interface Keeps {
        boolean test(byte[] array, int from, int end);
    }

    private static ItemFilter.Decision items(Keeps keeps) {
        return new ItemFilter.Decision() {
            @Override
            public void enterResource(byte[] array, int from, int end) {}

            @Override
            public boolean keeps(byte[] array, int from, int end) {
                return keeps.test(array, from, end);
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void keepingEverythingKeepsTheBytesThemselves(Signal signal) throws MalformedException {
        Payload payload = Payload.of(new Samples(3).request(signal).toByteArray());

        assertThat(filter.filter(signal, payload, BufferPool.UNPOOLED, items((_, _, _) -> true)))
                .isSameAs(payload);
    }

    @Test
    void keepsExactlyTheSpansThatAreWanted() throws Exception {
        for (int seed = 0; seed < 300; seed++) {
            ExportTraceServiceRequest request = new Samples(seed).traces();
            Payload payload = Payload.of(request.toByteArray());

            Payload filtered = filter.filter(
                    Signal.TRACES,
                    payload,
                    BufferPool.UNPOOLED,
                    items((array, from, end) -> isWanted(array, from, end)));

            assertThat(ExportTraceServiceRequest.parseFrom(filtered.toExactArray()))
                    .isEqualTo(wanted(request));
        }
    }

    private static boolean isWanted(byte[] array, int from, int end) {
        try {
            return isWanted(Span.parseFrom(Arrays.copyOfRange(array, from, end)));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isWanted(Span span) {
        return span.getStartTimeUnixNano() % 3 == 0;
    }

    private static ExportTraceServiceRequest wanted(ExportTraceServiceRequest request) {
        ExportTraceServiceRequest.Builder result = ExportTraceServiceRequest.newBuilder();
        for (ResourceSpans resource : request.getResourceSpansList()) {
            List<ScopeSpans> scopes = new ArrayList<>();
            boolean lost = false;
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                List<Span> spans = scope.getSpansList().stream()
                        .filter(ItemFilterConformanceTest::isWanted)
                        .toList();
                if (spans.isEmpty() && scope.getSpansCount() > 0) {
                    lost = true;
                } else {
                    scopes.add(scope.toBuilder().clearSpans().addAllSpans(spans).build());
                }
            }
            if (!lost || !scopes.isEmpty()) {
                result.addResourceSpans(resource.toBuilder().clearScopeSpans().addAllScopeSpans(scopes));
            }
        }
        return result.build();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLeftIsValidAndHasTheItemsThatWereKept(Signal signal) throws MalformedException {
        for (int seed = 0; seed < 300; seed++) {
            Payload payload = Payload.of(new Samples(seed).request(signal).toByteArray());
            Random random = new Random(seed);
            int[] kept = {0};

            Payload filtered = filter.filter(signal, payload, BufferPool.UNPOOLED, items((_, _, _) -> {
                boolean keep = random.nextInt(3) == 0;
                kept[0] += keep ? 1 : 0;
                return keep;
            }));

            assertThat(OtlpBytes.validate(signal, filtered.array(), filtered.offset(), filtered.length()))
                    .isEqualTo(kept[0]);
        }
    }

    @Test
    void droppingAllDataPointsLeavesNothingOfTheirMetrics() throws Exception {
        ExportMetricsServiceRequest request = new Samples(11).metrics();
        Payload payload = Payload.of(request.toByteArray());

        Payload filtered = filter.filter(Signal.METRICS, payload, BufferPool.UNPOOLED, items((_, _, _) -> false));

        assertThat(Samples.items(request)).isPositive();
        List<Metric> before = metricsWithoutPoints(request);
        List<Metric> after = metricsWithoutPoints(ExportMetricsServiceRequest.parseFrom(filtered.toExactArray()));
        assertThat(before).containsAll(after);
        assertThat(OtlpBytes.count(Signal.METRICS, filtered.array(), filtered.offset(), filtered.length()))
                .isZero();
    }

    private static List<Metric> metricsWithoutPoints(ExportMetricsServiceRequest request) {
        return request.getResourceMetricsList().stream()
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream())
                .filter(metric -> Samples.points(metric) == 0)
                .toList();
    }

    @Test
    void eachResourceIsEnteredBeforeItsItems() throws Exception {
        ExportLogsServiceRequest request = new Samples(5).logs();
        List<String> seen = new ArrayList<>();
        Payload payload = Payload.of(request.toByteArray());

        filter.filter(Signal.LOGS, payload, BufferPool.UNPOOLED, new ItemFilter.Decision() {
            @Override
            public void enterResource(byte[] array, int from, int end) {
                seen.add("resource");
            }

            @Override
            public boolean keeps(byte[] array, int from, int end) {
                seen.add("item");
                return true;
            }
        });

        List<String> expected = new ArrayList<>();
        for (ResourceLogs resource : request.getResourceLogsList()) {
            expected.add("resource");
            int logs = resource.getScopeLogsList().stream()
                    .mapToInt(ScopeLogs::getLogRecordsCount)
                    .sum();
            expected.addAll(java.util.Collections.nCopies(logs, "item"));
        }
        assertThat(seen).isEqualTo(expected);
    }
}
