package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestSplitterTest {

    private static final KeyRule BY_TRACE = new KeyRule(List.of(new KeyPart.TraceId()), true);

    private static KeyRule rule(String... parts) {
        List<KeyPart> parsed = new ArrayList<>();
        for (String part : parts) {
            KeyPart meaning = KeyPart.parse(part);
            assertThat(meaning).isNotNull();
            parsed.add(meaning);
        }
        return new KeyRule(parsed, false);
    }

    private static @Nullable String text(byte @Nullable [] key) {
        return key == null ? null : new String(key, UTF_8);
    }

    /** What is left of a request when only spans of one trace stay. */
    private static TracesData only(TracesData all, ByteString traceId) {
        TracesData.Builder kept = TracesData.newBuilder();
        for (ResourceSpans resource : all.getResourceSpansList()) {
            ResourceSpans.Builder r = resource.toBuilder().clearScopeSpans();
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                ScopeSpans.Builder s = scope.toBuilder().clearSpans();
                scope.getSpansList().stream()
                        .filter(span -> span.getTraceId().equals(traceId))
                        .forEach(s::addSpans);
                if (s.getSpansCount() > 0) {
                    r.addScopeSpans(s);
                }
            }
            if (r.getScopeSpansCount() > 0) {
                kept.addResourceSpans(r);
            }
        }
        return kept.build();
    }

    @Test
    void givesEachTraceItsSpansWithTheirResourcesAndScopes() throws Exception {
        TracesData all = Requests.traces(200);
        RequestSplitter splitter = new RequestSplitter(BY_TRACE, null, Signal.TRACES);

        assertThat(splitter.group(Payload.of(all.toByteArray()))).isEqualTo(200);

        for (int t = 0; t < 200; t++) {
            assertThat(text(splitter.key(t))).isEqualTo(Requests.hex(Requests.traceId(t)));
            assertThat(TracesData.parseFrom(splitter.value(t))).isEqualTo(only(all, Requests.traceId(t)));
        }
    }

    @Test
    void startsAfreshWithEachRequest() throws Exception {
        RequestSplitter splitter = new RequestSplitter(BY_TRACE, null, Signal.TRACES);
        splitter.group(Payload.of(Requests.traces(50).toByteArray()));
        splitter.forget();

        TracesData small = Requests.traces(2);
        assertThat(splitter.group(Payload.of(small.toByteArray()))).isEqualTo(2);
        assertThat(TracesData.parseFrom(splitter.value(1))).isEqualTo(only(small, Requests.traceId(1)));
    }

    @Test
    void tellsTheRecordOfEachItem() throws Exception {
        RequestSplitter splitter = new RequestSplitter(rule("metric.name"), null, Signal.METRICS);

        assertThat(splitter.group(Payload.of(Requests.metrics().toByteArray()))).isEqualTo(2);

        assertThat(splitter.recordOfItem()).containsExactly(0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1);
    }

    @Test
    void keysLogsByServiceName() throws Exception {
        LogsData all = Requests.logs(4);
        RequestSplitter splitter = new RequestSplitter(rule("resource.service.name"), null, Signal.LOGS);

        assertThat(splitter.group(Payload.of(all.toByteArray()))).isEqualTo(3);

        for (int r = 0; r < 3; r++) {
            assertThat(text(splitter.key(r))).isEqualTo(Requests.SERVICES[r]);
            assertThat(LogsData.parseFrom(splitter.value(r)))
                    .isEqualTo(LogsData.newBuilder()
                            .addResourceLogs(all.getResourceLogs(r))
                            .build());
        }
    }

    @Test
    void keysMetricsByServiceAndName() throws Exception {
        RequestSplitter splitter =
                new RequestSplitter(rule("resource.service.name", "metric.name"), null, Signal.METRICS);

        assertThat(splitter.group(Payload.of(Requests.metrics().toByteArray()))).isEqualTo(6);

        assertThat(text(splitter.key(5))).isEqualTo("抽出|errors");
        MetricsData last = MetricsData.parseFrom(splitter.value(5));
        assertThat(last.getResourceMetricsCount()).isEqualTo(1);
        assertThat(last.getResourceMetrics(0).getScopeMetrics(0).getMetricsList())
                .singleElement()
                .satisfies(metric ->
                        assertThat(metric.getGauge().getDataPointsCount()).isEqualTo(3));
    }

    @Test
    void keysSpansByAttributeAndGivesThoseWithoutNoKey() throws Exception {
        TracesData data = TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(Span.newBuilder().addAttributes(Requests.attribute("route", "/a")))
                                .addSpans(Span.newBuilder().setName("none"))))
                .build();
        RequestSplitter splitter = new RequestSplitter(rule("attribute.route"), null, Signal.TRACES);

        assertThat(splitter.group(Payload.of(data.toByteArray()))).isEqualTo(2);
        assertThat(text(splitter.key(0))).isEqualTo("/a");
        assertThat(splitter.key(1)).isNull();
    }

    @Test
    void distinguishesResourcesThatAreEmptyFromTheNext() throws Exception {
        TracesData data = TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(Span.newBuilder().setName("bare"))))
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Requests.service("api"))
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(Span.newBuilder().setName("dressed"))))
                .build();
        RequestSplitter splitter = new RequestSplitter(BY_TRACE, null, Signal.TRACES);

        splitter.group(Payload.of(data.toByteArray()));

        assertThat(TracesData.parseFrom(splitter.value(0))).isEqualTo(data);
        assertThat(splitter.key(0)).isEmpty();
    }

    @Test
    void rejectsWhatIsNoRequest() {
        RequestSplitter splitter = new RequestSplitter(BY_TRACE, null, Signal.TRACES);

        assertThatThrownBy(() -> splitter.group(Payload.of(new byte[] {10, 100, 1})))
                .isInstanceOf(MalformedException.class);
    }
}
