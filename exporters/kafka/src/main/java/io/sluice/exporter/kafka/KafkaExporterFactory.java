package io.sluice.exporter.kafka;

import io.sluice.api.AckPoint;
import io.sluice.api.ComponentContext;
import io.sluice.api.Exporter;
import io.sluice.api.ExporterFactory;
import io.sluice.api.Stability;
import io.sluice.exporter.helper.AckPoints;
import io.sluice.exporter.helper.ExporterSettings;
import io.sluice.exporter.helper.QueuedExporter;
import io.sluice.pdata.Signal;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes {@code kafka} exporters. */
public final class KafkaExporterFactory implements ExporterFactory<KafkaConfig> {

    @Override
    public String type() {
        return "kafka";
    }

    @Override
    public Class<KafkaConfig> configType() {
        return KafkaConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.BETA, Signal.METRICS, Stability.BETA, Signal.LOGS, Stability.BETA);
    }

    @Override
    public Exporter create(ComponentContext context, KafkaConfig config, Set<Signal> signals) {
        return create(
                context,
                config,
                signals,
                settings -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** For tests: with producers of their own. */
    static Exporter create(
            ComponentContext context, KafkaConfig config, Set<Signal> signals, KafkaSender.ProducerMaker maker) {
        return QueuedExporter.create(
                context,
                new ExporterSettings(config.sendingQueue(), config.retryOnFailure(), config.timeout(), signals),
                new KafkaSender(context, config, signals, maker));
    }

    @Override
    public AckPoint ackPoint(KafkaConfig config) {
        return AckPoints.of(
                config.sendingQueue(), config.producer().requiredAcks().event());
    }
}
