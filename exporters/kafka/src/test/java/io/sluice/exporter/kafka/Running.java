package io.sluice.exporter.kafka;

import io.sluice.api.Ack;
import io.sluice.api.Batch;
import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Exporter;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.LiveContext;
import io.sluice.testkit.RecordingAck;
import java.time.Duration;
import java.util.EnumSet;
import java.util.UUID;

/** A started exporter of all signals. */
final class Running implements AutoCloseable {

    final LiveContext context = new LiveContext(ComponentKind.EXPORTER, ComponentId.of("kafka"));
    final Exporter exporter;

    Running(KafkaConfig config) throws ComponentException {
        exporter = new KafkaExporterFactory().create(context, config, EnumSet.allOf(Signal.class));
        exporter.start();
    }

    Running(KafkaConfig config, KafkaSender.ProducerMaker maker) throws ComponentException {
        exporter = KafkaExporterFactory.create(context, config, EnumSet.allOf(Signal.class), maker);
        exporter.start();
    }

    RecordingAck send(Signal signal, byte[] bytes, int items) {
        return send(signal, bytes, items, RequestContext.NONE, new RecordingAck());
    }

    <A extends Ack> A send(Signal signal, byte[] bytes, int items, RequestContext from, A ack) {
        exporter.consume(new Batch(signal, Payload.of(bytes), items, from, ack));
        return ack;
    }

    double metric(String name, String... labels) {
        return context.meter().value(name, labels);
    }

    static String unique(String prefix) {
        return prefix + UUID.randomUUID();
    }

    @Override
    public void close() {
        exporter.stop(System.nanoTime() + Duration.ofSeconds(5).toNanos());
        context.close();
    }
}
