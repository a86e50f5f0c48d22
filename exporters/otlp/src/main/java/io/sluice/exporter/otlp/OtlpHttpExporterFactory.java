package io.sluice.exporter.otlp;

import io.sluice.api.AckPoint;
import io.sluice.api.ComponentContext;
import io.sluice.api.Exporter;
import io.sluice.api.ExporterFactory;
import io.sluice.api.Stability;
import io.sluice.exporter.helper.AckPoints;
import io.sluice.exporter.helper.ExporterSettings;
import io.sluice.exporter.helper.QueuedExporter;
import io.sluice.pdata.Signal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes {@code otlp_http} exporters, also known as {@code otlphttp}. */
public final class OtlpHttpExporterFactory implements ExporterFactory<OtlpHttpExporterConfig> {

    @Override
    public String type() {
        return "otlp_http";
    }

    @Override
    public List<String> aliases() {
        return List.of("otlphttp");
    }

    @Override
    public Class<OtlpHttpExporterConfig> configType() {
        return OtlpHttpExporterConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.BETA, Signal.METRICS, Stability.BETA, Signal.LOGS, Stability.BETA);
    }

    @Override
    public Exporter create(ComponentContext context, OtlpHttpExporterConfig config, Set<Signal> signals) {
        return QueuedExporter.create(
                context,
                new ExporterSettings(config.sendingQueue(), config.retryOnFailure(), config.timeout(), signals),
                new HttpSender(context, config, signals));
    }

    @Override
    public AckPoint ackPoint(OtlpHttpExporterConfig config) {
        return AckPoints.of(config.sendingQueue(), "the OTLP backend has answered 2xx");
    }
}
