package io.sluice.demo.platform;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One service with an SDK of its own, all of it at the SDK's default settings but for shorter intervals, so that the demo is short. */
final class PlatformService implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final AtomicLong LOGS = new AtomicLong();

    private final OpenTelemetrySdk sdk;
    private final Ledgers ledgers;
    private final Tracer tracer;
    private final Logger logger;
    private final DoubleHistogram durations;
    private final LongCounter images;

    PlatformService(String name, String endpoint, Ledgers ledgers) {
        this.ledgers = ledgers;
        Resource resource = Resource.create(Attributes.builder()
                .put("service.name", name)
                .put("service.version", "2.4.1")
                .put("deployment.environment", "production")
                .put("cloud.region", "ap-northeast-1")
                .put("service.instance.id", name + "-0")
                .build());
        this.sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setResource(resource)
                        .addSpanProcessor(noting(ledgers))
                        .addSpanProcessor(BatchSpanProcessor.builder(LedgerExporters.spans(
                                        OtlpGrpcSpanExporter.builder()
                                                .setEndpoint(endpoint)
                                                .build(),
                                        ledgers.spans()))
                                .setScheduleDelay(INTERVAL)
                                .build())
                        .build())
                .setLoggerProvider(SdkLoggerProvider.builder()
                        .setResource(resource)
                        .addLogRecordProcessor(BatchLogRecordProcessor.builder(LedgerExporters.logs(
                                        OtlpGrpcLogRecordExporter.builder()
                                                .setEndpoint(endpoint)
                                                .build(),
                                        ledgers.logs()))
                                .setScheduleDelay(INTERVAL)
                                .build())
                        .build())
                .setMeterProvider(SdkMeterProvider.builder()
                        .setResource(resource)
                        .registerMetricReader(PeriodicMetricReader.builder(LedgerExporters.points(
                                        OtlpGrpcMetricExporter.builder()
                                                .setEndpoint(endpoint)
                                                .build(),
                                        ledgers.points()))
                                .setInterval(INTERVAL.multipliedBy(2))
                                .build())
                        .build())
                .build();
        this.tracer = sdk.getTracer("io.sluice.demo", "1.0.0");
        this.logger = sdk.getSdkLoggerProvider().get("io.sluice.demo");
        this.durations = sdk.getMeter("io.sluice.demo")
                .histogramBuilder("http.server.request.duration")
                .setUnit("s")
                .build();
        this.images =
                sdk.getMeter("io.sluice.demo").counterBuilder("images.handled").build();
    }

    private static SpanProcessor noting(Ledgers ledgers) {
        return new SpanProcessor() {
            @Override
            public void onStart(Context parent, ReadWriteSpan span) {}

            @Override
            public boolean isStartRequired() {
                return false;
            }

            @Override
            public void onEnd(ReadableSpan span) {
                String id = span.getSpanContext().getSpanId();
                ledgers.spans().made(id);
                ledgers.traces().made(span.getSpanContext().getTraceId(), id);
            }

            @Override
            public boolean isEndRequired() {
                return true;
            }
        };
    }

    /** Begins a span below {@code parent}, at a time of the caller's choice. */
    Span span(String name, SpanKind kind, Context parent, long epochNanos) {
        return tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(parent)
                .setStartTimestamp(epochNanos, TimeUnit.NANOSECONDS)
                .startSpan();
    }

    /** Writes a log record that belongs to the span in {@code context}. */
    void log(Context context, Severity severity, String body) {
        String id = Long.toString(LOGS.incrementAndGet());
        ledgers.logs().made(id);
        logger.logRecordBuilder()
                .setContext(context)
                .setSeverity(severity)
                .setBody(body)
                .setAttribute(LedgerExporters.LOG_ID, id)
                .emit();
    }

    /** Measures one request; the span in {@code context} becomes the exemplar. */
    void measure(Context context, String route, double seconds, boolean failed) {
        Attributes attributes = Attributes.of(
                AttributeKey.stringKey("http.route"),
                route,
                AttributeKey.longKey("http.response.status_code"),
                failed ? 500L : 200L);
        durations.record(seconds, attributes, context);
        images.add(1, Attributes.of(AttributeKey.stringKey("outcome"), failed ? "failed" : "done"), context);
    }

    /** Exports what is left, and ends. */
    @Override
    public void close() {
        CompletableResultCode.ofAll(java.util.List.of(
                        sdk.getSdkTracerProvider().shutdown(),
                        sdk.getSdkLoggerProvider().shutdown(),
                        sdk.getSdkMeterProvider().shutdown()))
                .join(30, TimeUnit.SECONDS);
    }
}
