package io.sluice.exporter.local;

import io.sluice.api.AckPoint;
import io.sluice.api.ComponentContext;
import io.sluice.api.Exporter;
import io.sluice.api.ExporterFactory;
import io.sluice.api.Stability;
import io.sluice.exporter.helper.AckPoints;
import io.sluice.exporter.helper.ExporterSettings;
import io.sluice.exporter.helper.QueuedExporter;
import io.sluice.pdata.Signal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;

/** Makes {@code debug} exporters, which show what passes. */
public final class DebugExporterFactory implements ExporterFactory<DebugConfig> {

    @Override
    public String type() {
        return "debug";
    }

    @Override
    public Class<DebugConfig> configType() {
        return DebugConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return LocalSignals.at(Stability.BETA);
    }

    @Override
    public Exporter create(ComponentContext context, DebugConfig config, Set<Signal> signals) {
        return create(
                context, config, signals, config.useInternalLogger() ? toLog(context.logger()) : System.out::println);
    }

    /** With lines going to a place of the test's own. */
    static Exporter create(ComponentContext context, DebugConfig config, Set<Signal> signals, Consumer<String> lines) {
        return QueuedExporter.create(
                context,
                new ExporterSettings(config.sendingQueue(), NoRetry.CONFIG, Duration.ZERO, signals),
                new DebugSender(config, context.clock(), lines));
    }

    private static Consumer<String> toLog(Logger logger) {
        return line -> logger.info("{}", line);
    }

    @Override
    public AckPoint ackPoint(DebugConfig config) {
        return AckPoints.of(config.sendingQueue(), "the text was written");
    }
}
