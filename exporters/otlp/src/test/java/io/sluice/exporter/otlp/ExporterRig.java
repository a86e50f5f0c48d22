package io.sluice.exporter.otlp;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.api.Batch;
import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Exporter;
import io.sluice.api.ExporterFactory;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.LiveContext;
import io.sluice.testkit.RecordingAck;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;

/** A started exporter in real time. */
final class ExporterRig implements AutoCloseable {

    final LiveContext context;
    final Exporter exporter;

    private ExporterRig(LiveContext context, Exporter exporter) {
        this.context = context;
        this.exporter = exporter;
    }

    static <C> ExporterRig start(ExporterFactory<C> factory, C config) {
        LiveContext context = new LiveContext(ComponentKind.EXPORTER, ComponentId.of(factory.type()));
        Exporter exporter = factory.create(context, config, EnumSet.allOf(Signal.class));
        try {
            exporter.start();
        } catch (ComponentException e) {
            throw new AssertionError(e);
        }
        return new ExporterRig(context, exporter);
    }

    static ExporterRig start(GrpcConfigs config) {
        return start(new OtlpGrpcExporterFactory(), config.build());
    }

    RecordingAck send(Signal signal, byte[] bytes, int items) {
        return send(signal, Payload.of(bytes), items, new RecordingAck());
    }

    RecordingAck send(Signal signal, Payload payload, int items, RecordingAck ack) {
        exporter.consume(new Batch(signal, payload, items, RequestContext.NONE, ack));
        return ack;
    }

    /** Sends one request of {@code spans} spans. */
    RecordingAck sendTraces(int spans) {
        return send(Signal.TRACES, traces(spans, "name").toByteArray(), spans);
    }

    /** A request of {@code spans} spans with that name. */
    static ExportTraceServiceRequest traces(int spans, String name) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (int i = 0; i < spans; i++) {
            scope.addSpans(Span.newBuilder().setName(name).setStartTimeUnixNano(i + 1));
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
                .build();
    }

    @Override
    public void close() {
        exporter.stop(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
        context.close();
    }
}
