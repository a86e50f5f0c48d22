package io.sluice.it;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporterBuilder;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporterBuilder;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An application with the OpenTelemetry Java SDK: all three signals, exported over mTLS. */
final class Application implements AutoCloseable {

    /** How long an answer may take, however busy the machine is. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

    private final Ledger ledger = new Ledger();
    private final OpenTelemetrySdk sdk;

    private Application(String name, SpanExporter spans, LogRecordExporter logs, MetricExporter metrics) {
        Resource resource = Resource.getDefault().toBuilder()
                .put("service.name", name)
                .put("deployment.environment.name", "test")
                .build();
        this.sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setResource(resource)
                        .addSpanProcessor(BatchSpanProcessor.builder(ledger.spans(spans))
                                .setExporterTimeout(PATIENCE)
                                .build())
                        .build())
                .setLoggerProvider(SdkLoggerProvider.builder()
                        .setResource(resource)
                        .addLogRecordProcessor(BatchLogRecordProcessor.builder(ledger.logs(logs))
                                .setExporterTimeout(PATIENCE)
                                .build())
                        .build())
                .setMeterProvider(SdkMeterProvider.builder()
                        .setResource(resource)
                        .registerMetricReader(PeriodicMetricReader.builder(ledger.metrics(metrics))
                                .build())
                        .build())
                .build();
    }

    /**
     * Exports by gRPC.
     *
     * @param endpoint {@code https://host:port}, or {@code http} without {@code pki}
     * @param pki whom to trust and what to show, or null for neither
     */
    static Application grpc(String endpoint, @Nullable Pki pki) {
        OtlpGrpcSpanExporterBuilder spans =
                OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).setTimeout(PATIENCE);
        OtlpGrpcLogRecordExporterBuilder logs =
                OtlpGrpcLogRecordExporter.builder().setEndpoint(endpoint).setTimeout(PATIENCE);
        OtlpGrpcMetricExporterBuilder metrics =
                OtlpGrpcMetricExporter.builder().setEndpoint(endpoint).setTimeout(PATIENCE);
        if (pki != null) {
            byte[] trusted = bytes(pki.authority().pem());
            byte[] key = bytes(pki.client().keyPem());
            byte[] chain = bytes(pki.client().certificatePem());
            spans.setTrustedCertificates(trusted).setClientTls(key, chain);
            logs.setTrustedCertificates(trusted).setClientTls(key, chain);
            metrics.setTrustedCertificates(trusted).setClientTls(key, chain);
        }
        return new Application("grpc-application", spans.build(), logs.build(), metrics.build());
    }

    /** Exports by HTTP, protobuf and gzip; arguments as for {@link #grpc}. */
    static Application http(String endpoint, @Nullable Pki pki) {
        OtlpHttpSpanExporterBuilder spans = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint + "/v1/traces")
                .setTimeout(PATIENCE)
                .setCompression("gzip");
        OtlpHttpLogRecordExporterBuilder logs = OtlpHttpLogRecordExporter.builder()
                .setEndpoint(endpoint + "/v1/logs")
                .setTimeout(PATIENCE)
                .setCompression("gzip");
        OtlpHttpMetricExporterBuilder metrics = OtlpHttpMetricExporter.builder()
                .setEndpoint(endpoint + "/v1/metrics")
                .setTimeout(PATIENCE)
                .setCompression("gzip");
        if (pki != null) {
            byte[] trusted = bytes(pki.authority().pem());
            byte[] key = bytes(pki.client().keyPem());
            byte[] chain = bytes(pki.client().certificatePem());
            spans.setTrustedCertificates(trusted).setClientTls(key, chain);
            logs.setTrustedCertificates(trusted).setClientTls(key, chain);
            metrics.setTrustedCertificates(trusted).setClientTls(key, chain);
        }
        return new Application("http-application", spans.build(), logs.build(), metrics.build());
    }

    private static byte[] bytes(String pem) {
        return pem.getBytes(StandardCharsets.US_ASCII);
    }

    /** Handles requests: each a trace of two spans, a log record in it, and a measurement with the trace as its exemplar. */
    void handle(int requests) {
        handle(requests, "/images/");
    }

    /** Likewise, with routes that begin with {@code route}; every tenth fails. */
    void handle(int requests, String route) {
        Tracer tracer = sdk.getTracer("it.application", "1.0");
        LongCounter counter =
                sdk.getMeter("it.application").counterBuilder("requests").build();
        DoubleHistogram times = sdk.getMeter("it.application")
                .histogramBuilder("request.duration")
                .setUnit("s")
                .build();
        for (int i = 0; i < requests; i++) {
            Attributes attributes = Attributes.of(ROUTE, route + i % 3);
            Span server = tracer.spanBuilder("GET /images")
                    .setSpanKind(SpanKind.SERVER)
                    .setAllAttributes(attributes)
                    .setAttribute("request.number", i)
                    .startSpan();
            try (Scope _ = server.makeCurrent()) {
                Span client =
                        tracer.spanBuilder("画像を読む").setSpanKind(SpanKind.CLIENT).startSpan();
                client.addEvent("cache miss", Attributes.of(AttributeKey.booleanKey("cold"), i % 2 == 0));
                client.end();
                counter.add(1, attributes);
                times.record(i / 1000.0, attributes);
                sdk.getLogsBridge()
                        .get("it.application")
                        .logRecordBuilder()
                        .setSeverity(i % 10 == 0 ? Severity.ERROR : Severity.INFO)
                        .setBody("request " + i + " was handled, 処理しました")
                        .setAllAttributes(attributes)
                        .emit();
                if (i % 10 == 0) {
                    server.setStatus(StatusCode.ERROR, "no such image");
                    server.recordException(new IllegalStateException("no such image"));
                }
            } finally {
                server.end();
            }
        }
    }

    /** Writes log records that belong to no trace. */
    void note(int records) {
        for (int i = 0; i < records; i++) {
            sdk.getLogsBridge()
                    .get("it.application")
                    .logRecordBuilder()
                    .setSeverity(Severity.INFO)
                    .setBody("note " + i)
                    .emit();
        }
    }

    /** Sends what is left; done when all of it is answered. */
    CompletableResultCode send() {
        return CompletableResultCode.ofAll(List.of(
                sdk.getSdkTracerProvider().forceFlush(),
                sdk.getSdkLoggerProvider().forceFlush(),
                sdk.getSdkMeterProvider().forceFlush()));
    }

    /** Sends what is left and waits for the answers. */
    void flush() {
        if (!send().join(PATIENCE.toSeconds(), TimeUnit.SECONDS).isDone()) {
            throw new AssertionError("not all was answered within " + PATIENCE);
        }
    }

    /** What was acknowledged. */
    Ledger ledger() {
        return ledger;
    }

    @Override
    public void close() {
        sdk.close();
    }
}
