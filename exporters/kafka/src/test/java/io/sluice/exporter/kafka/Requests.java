package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.HexFormat;

/** OTLP requests for tests, made with the generated classes. */
final class Requests {

    static final String[] SERVICES = {"api", "ingest", "抽出"};

    private Requests() {}

    static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    static Resource service(String name) {
        return Resource.newBuilder()
                .addAttributes(attribute("service.name", name))
                .addAttributes(attribute("host", "h1"))
                .build();
    }

    static InstrumentationScope scope(int n) {
        return InstrumentationScope.newBuilder().setName("scope-" + n).build();
    }

    /** The id of trace {@code n}; trace 0 has none. */
    static ByteString traceId(int n) {
        return n == 0
                ? ByteString.EMPTY
                : ByteString.copyFrom(HexFormat.of().parseHex("%032x".formatted(n * 0x9E3779B97F4A7C15L)));
    }

    static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    /** Three services of two scopes, each with spans of every trace below {@code traces}. */
    static TracesData traces(int traces) {
        TracesData.Builder data = TracesData.newBuilder();
        int n = 0;
        for (String service : SERVICES) {
            ResourceSpans.Builder resource =
                    ResourceSpans.newBuilder().setResource(service(service)).setSchemaUrl("https://s/" + service);
            for (int s = 0; s < 2; s++) {
                ScopeSpans.Builder scope =
                        ScopeSpans.newBuilder().setScope(scope(s)).setSchemaUrl("https://scope");
                for (int t = 0; t < traces; t++) {
                    scope.addSpans(Span.newBuilder()
                            .setTraceId(traceId(t))
                            .setSpanId(ByteString.copyFrom("%08d".formatted(n++).getBytes(UTF_8)))
                            .setName("span-" + n)
                            .addAttributes(attribute("route", "/r" + t % 3)));
                }
                resource.addScopeSpans(scope);
            }
            data.addResourceSpans(resource);
        }
        return data.build();
    }

    static LogsData logs(int traces) {
        LogsData.Builder data = LogsData.newBuilder();
        for (String service : SERVICES) {
            ScopeLogs.Builder scope = ScopeLogs.newBuilder().setScope(scope(1));
            for (int t = 0; t < traces; t++) {
                scope.addLogRecords(LogRecord.newBuilder()
                        .setTraceId(traceId(t))
                        .setBody(AnyValue.newBuilder().setStringValue(service + t)));
            }
            data.addResourceLogs(
                    ResourceLogs.newBuilder().setResource(service(service)).addScopeLogs(scope));
        }
        return data.build();
    }

    /** Each service has two metrics of three points. */
    static MetricsData metrics() {
        MetricsData.Builder data = MetricsData.newBuilder();
        for (String service : SERVICES) {
            ScopeMetrics.Builder scope = ScopeMetrics.newBuilder().setScope(scope(1));
            for (String name : new String[] {"latency", "errors"}) {
                Gauge.Builder gauge = Gauge.newBuilder();
                for (int p = 0; p < 3; p++) {
                    gauge.addDataPoints(NumberDataPoint.newBuilder().setAsInt(p));
                }
                scope.addMetrics(Metric.newBuilder().setName(name).setGauge(gauge));
            }
            data.addResourceMetrics(
                    ResourceMetrics.newBuilder().setResource(service(service)).addScopeMetrics(scope));
        }
        return data.build();
    }
}
