package io.sluice.exporter.otlp;

import io.sluice.api.AckPoint;
import io.sluice.api.ComponentContext;
import io.sluice.api.Exporter;
import io.sluice.api.ExporterFactory;
import io.sluice.api.Stability;
import io.sluice.api.config.Problems;
import io.sluice.exporter.helper.AckPoints;
import io.sluice.exporter.helper.ExporterSettings;
import io.sluice.exporter.helper.QueuedExporter;
import io.sluice.pdata.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes {@code otlp_grpc} exporters, also known as {@code otlp}. */
public final class OtlpGrpcExporterFactory implements ExporterFactory<OtlpGrpcExporterConfig> {

    @Override
    public String type() {
        return "otlp_grpc";
    }

    @Override
    public List<String> aliases() {
        return List.of("otlp");
    }

    @Override
    public Class<OtlpGrpcExporterConfig> configType() {
        return OtlpGrpcExporterConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.BETA, Signal.METRICS, Stability.BETA, Signal.LOGS, Stability.BETA);
    }

    @Override
    public Exporter create(ComponentContext context, OtlpGrpcExporterConfig config, Set<Signal> signals) {
        GrpcSender sender = new GrpcSender(
                context,
                config.settings("Sluice/" + context.buildInfo().version()),
                config.usesTls() ? config.tls() : null,
                RequestHeaders.metadata(config.headers()),
                Compression.encoding(config.compression()));
        return QueuedExporter.create(
                context,
                new ExporterSettings(config.sendingQueue(), config.retryOnFailure(), config.timeout(), signals),
                sender);
    }

    @Override
    public List<String> addresses(OtlpGrpcExporterConfig config) {
        String address = GrpcSenders.hostPort(config.endpoint());
        return address == null ? List.of() : List.of(address);
    }

    @Override
    public void checkPatience(OtlpGrpcExporterConfig config, Duration within, String processor, Problems problems) {
        LateAnswers late = new LateAnswers(within, processor);
        late.checkTimeout(config.timeout(), problems);
        late.checkRetry(config.retryOnFailure(), problems);
        late.checkQueue(config.sendingQueue(), problems);
    }

    @Override
    public AckPoint ackPoint(OtlpGrpcExporterConfig config) {
        return AckPoints.of(config.sendingQueue(), "the OTLP backend has answered OK");
    }
}
