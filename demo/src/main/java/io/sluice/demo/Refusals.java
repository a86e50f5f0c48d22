package io.sluice.demo;

import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What those are told who must not get through.
 *
 * @param withoutCertificate what an SDK without a client certificate heard from a gateway
 * @param wrongPassword what an SDK heard from a gateway whose Kafka password is wrong
 * @param wrongPasswordLog what that gateway's operator reads
 * @param allRefused true if neither span was accepted
 */
record Refusals(String withoutCertificate, String wrongPassword, String wrongPasswordLog, boolean allRefused) {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** Tries both. */
    static Refusals provoke(Stage stage) {
        Attempt without = attempt(stage.gatewayPort(), stage.folder(), false);
        Stage.Misled misled = stage.startMisledGateway();
        try (ProductProcess gateway = misled.process().awaitReady()) {
            Attempt wrong = attempt(misled.port(), stage.folder(), true);
            String line = gateway.awaitLogLine("refused user", PATIENCE.toNanos());
            return new Refusals(
                    without.told, wrong.told, line, !without.accepted && !wrong.accepted && !line.isEmpty());
        }
    }

    private record Attempt(boolean accepted, String told) {}

    private static Attempt attempt(int port, Path certificates, boolean withCertificate) {
        try {
            OtlpGrpcSpanExporterBuilder builder = OtlpGrpcSpanExporter.builder()
                    .setEndpoint("https://localhost:" + port)
                    .setTimeout(PATIENCE)
                    .setRetryPolicy(null)
                    .setTrustedCertificates(Files.readAllBytes(certificates.resolve("ca.pem")));
            if (withCertificate) {
                builder.setClientTls(
                        Files.readAllBytes(certificates.resolve("client.key")),
                        Files.readAllBytes(certificates.resolve("client.pem")));
            }
            try (OtlpGrpcSpanExporter exporter = builder.build()) {
                CompletableResultCode result = exporter.export(List.of(span()));
                result.join(PATIENCE.toSeconds() + 2, TimeUnit.SECONDS);
                return new Attempt(result.isSuccess(), result.isSuccess() ? "accepted" : reason(result));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String reason(CompletableResultCode result) {
        Throwable failure = result.getFailureThrowable();
        if (failure == null) {
            return "no answer within " + PATIENCE.toSeconds() + " s";
        }
        while (failure.getCause() != null) {
            failure = failure.getCause();
        }
        if (failure instanceof FailedExportException.GrpcExportException refused && refused.getResponse() != null) {
            return refused.getResponse().getStatusCode() + ": "
                    + refused.getResponse().getStatusDescription();
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static SpanData span() {
        List<SpanData> ended = new ArrayList<>();
        SpanExporter keeping = new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
                ended.addAll(spans);
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        };
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(keeping))
                .build()) {
            provider.get("demo").spanBuilder("must not land").startSpan().end();
        }
        return ended.get(0);
    }
}
