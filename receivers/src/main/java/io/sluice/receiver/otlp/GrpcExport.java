package io.sluice.receiver.otlp;

import io.netty.handler.codec.http2.Http2Headers;
import io.sluice.api.ComponentContext;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Signal;
import io.sluice.transport.grpc.GrpcCall;
import io.sluice.transport.grpc.GrpcPeer;
import io.sluice.transport.grpc.UnaryMethod;
import io.sluice.transport.server.TimersByLoop;
import java.util.List;
import java.util.Map;

/** The {@code Export} method of one signal. Threads: event loops. */
final class GrpcExport implements UnaryMethod {

    static final String TRANSPORT = "grpc";

    private final ComponentContext context;
    private final String receiver;
    private final Intake intake;
    private final TimersByLoop timers;
    private final int maxMessageBytes;
    private final long resultTimeoutNanos;
    private final boolean includeMetadata;

    GrpcExport(
            ComponentContext context,
            Intake intake,
            TimersByLoop timers,
            int maxMessageBytes,
            long resultTimeoutNanos,
            boolean includeMetadata) {
        this.context = context;
        this.receiver = context.id().toString();
        this.intake = intake;
        this.timers = timers;
        this.maxMessageBytes = maxMessageBytes;
        this.resultTimeoutNanos = resultTimeoutNanos;
        this.includeMetadata = includeMetadata;
    }

    @Override
    public String fullName() {
        return serviceName(intake.signal()) + "/Export";
    }

    private static String serviceName(Signal signal) {
        return switch (signal) {
            case TRACES -> "opentelemetry.proto.collector.trace.v1.TraceService";
            case METRICS -> "opentelemetry.proto.collector.metrics.v1.MetricsService";
            case LOGS -> "opentelemetry.proto.collector.logs.v1.LogsService";
        };
    }

    @Override
    public Handler begin(GrpcCall call, Http2Headers headers) {
        GrpcAnswer answer = new GrpcAnswer(call, intake, timers.current(), resultTimeoutNanos);
        answer.arm();
        return new GrpcExportCall(this, call, answer, includeMetadata ? GrpcMetadata.texts(headers) : Map.of());
    }

    Intake intake() {
        return intake;
    }

    ComponentContext context() {
        return context;
    }

    int maxMessageBytes() {
        return maxMessageBytes;
    }

    RequestContext requestContext(GrpcCall call, Map<String, List<String>> metadata) {
        GrpcPeer peer = call.peer();
        return new RequestContext(
                receiver,
                TRANSPORT,
                peer.address(),
                peer.identity(),
                metadata,
                context.clock().nanoTime());
    }
}
