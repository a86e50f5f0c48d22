package io.sluice.bench;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An application as a program: one OpenTelemetry SDK with a BatchSpanProcessor and an OTLP/gRPC exporter at their default settings, which
 * makes spans at a fixed rate, five a trace. Only the ids are not the default: the span id is the span's number plus one, so that it can be found again.
 *
 * <p>Arguments: endpoint, spans a second, seconds of warm-up, seconds. Prints {@code WARM made=N dropped=N}, then {@code END made=N dropped=N},
 * sums since the start; dropped is the processor's own count.
 */
final class SdkMain {

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Attributes ATTRIBUTES = Attributes.builder()
            .put("http.request.method", "POST")
            .put("url.path", "/v1/images/123456789/features")
            .put("http.route", "/v1/images/{id}/features")
            .put("http.response.status_code", 200)
            .put("client.address", "203.0.113.117")
            .put("user_agent.original", "okhttp/4.12.0 (Linux; Android 14; Pixel 8)")
            .put("enduser.id", "user-1234567")
            .put("server.address", "api.image-platform.example.internal")
            .put("server.port", 8443)
            .build();

    private SdkMain() {}

    public static void main(String[] args) {
        long rate = Long.parseLong(args[1]);
        long warmUp = rate * Long.parseLong(args[2]);
        long all = warmUp + rate * Long.parseLong(args[3]);
        DropReader drops = new DropReader();
        try (SdkMeterProvider meters =
                        SdkMeterProvider.builder().registerMetricReader(drops).build();
                SdkTracerProvider provider = SdkTracerProvider.builder()
                        .setIdGenerator(new Numbers())
                        .addSpanProcessor(BatchSpanProcessor.builder(OtlpGrpcSpanExporter.builder()
                                        .setEndpoint(args[0])
                                        .build())
                                .setMeterProvider(meters)
                                .build())
                        .build()) {
            Tracer tracer = provider.get("io.sluice.bench");
            long begin = System.nanoTime();
            make(tracer, begin, 0, warmUp, rate);
            System.out.println("WARM made=" + warmUp + " dropped=" + drops.dropped());
            make(tracer, begin, warmUp, all, rate);
            provider.forceFlush().join(30, TimeUnit.SECONDS);
            System.out.println("END made=" + all + " dropped=" + drops.dropped());
        }
    }

    private static void make(Tracer tracer, long begin, long from, long to, long rate) {
        long made = from;
        while (made < to) {
            long due = Math.min(to, (long) ((System.nanoTime() - begin) / 1e9 * rate));
            for (; made + Traces.TOGETHER_ITEMS <= due; made += Traces.TOGETHER_ITEMS) {
                trace(tracer);
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    private static void trace(Tracer tracer) {
        Span root = span(tracer, Context.root());
        Context within = root.storeInContext(Context.root());
        for (int i = 1; i < Traces.TOGETHER_ITEMS; i++) {
            span(tracer, within).end();
        }
        root.end();
    }

    private static Span span(Tracer tracer, Context parent) {
        return tracer.spanBuilder("POST /v1/images/{id}/features")
                .setParent(parent)
                .setAllAttributes(ATTRIBUTES)
                .startSpan();
    }

    /** Threads: the one that makes spans. */
    private static final class Numbers implements IdGenerator {

        private long next;

        @Override
        public String generateSpanId() {
            return String.format("%016x", ++next);
        }

        @Override
        public String generateTraceId() {
            return String.format("%016x%016x", (next + 1) * 0x9E3779B97F4A7C15L, next + 1);
        }
    }

    /** Reads the processor's own counter of dropped spans when asked. */
    private static final class DropReader implements MetricReader {

        private static final AttributeKey<Boolean> DROPPED = AttributeKey.booleanKey("dropped");
        private CollectionRegistration registration = CollectionRegistration.noop();

        @Override
        public void register(CollectionRegistration given) {
            registration = given;
        }

        long dropped() {
            long dropped = 0;
            for (MetricData metric : registration.collectAllMetrics()) {
                if (metric.getName().equals("processedSpans")) {
                    for (LongPointData point : metric.getLongSumData().getPoints()) {
                        dropped += Boolean.TRUE.equals(point.getAttributes().get(DROPPED)) ? point.getValue() : 0;
                    }
                }
            }
            return dropped;
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return AggregationTemporality.CUMULATIVE;
        }

        @Override
        public CompletableResultCode forceFlush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
