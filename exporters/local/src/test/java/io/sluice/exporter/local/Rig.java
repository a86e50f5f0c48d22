package io.sluice.exporter.local;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.api.Batch;
import io.sluice.api.Exporter;
import io.sluice.api.Outcome;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import java.util.concurrent.TimeUnit;

/** What the tests of these exporters share. */
final class Rig {

    private Rig() {}

    /** A request of one resource with one span of that name. */
    static ExportTraceServiceRequest span(String name) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(resource(name))
                .build();
    }

    static ResourceSpans resource(String name) {
        return ResourceSpans.newBuilder()
                .setResource(Resource.getDefaultInstance())
                .addScopeSpans(ScopeSpans.newBuilder()
                        .addSpans(Span.newBuilder().setName(name).setStartTimeUnixNano(1)))
                .build();
    }

    /** The JSON of {@link #span}. */
    static String json(String name) {
        return "{\"resourceSpans\":[{\"resource\":{},\"scopeSpans\":[{\"spans\":[{\"name\":\"" + name
                + "\",\"startTimeUnixNano\":\"1\"}]}]}]}";
    }

    static RecordingAck consume(Exporter exporter, byte[] payload) {
        RecordingAck ack = new RecordingAck();
        exporter.consume(new Batch(Signal.TRACES, Payload.of(payload), 1, RequestContext.NONE, ack));
        return ack;
    }

    static Outcome export(Exporter exporter, String name) {
        return consume(exporter, span(name).toByteArray()).await();
    }

    static void stop(Exporter exporter) {
        exporter.stop(System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
    }
}
