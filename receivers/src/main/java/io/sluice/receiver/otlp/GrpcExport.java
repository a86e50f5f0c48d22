package io.sluice.receiver.otlp;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.sluice.api.ComponentContext;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.transport.grpc.GrpcPeer;
import io.sluice.transport.grpc.InboundCall;
import io.sluice.transport.grpc.RawRequests;
import io.sluice.transport.server.TimersByLoop;
import java.util.List;
import java.util.Map;

/** The {@code Export} method of one signal. Threads: event loops. */
final class GrpcExport implements ServerCallHandler<Payload, byte[]> {

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

    /** The service of the signal, with this as its one method. */
    ServerServiceDefinition service() {
        String name = serviceName(intake.signal());
        return ServerServiceDefinition.builder(name)
                .addMethod(RawRequests.unary(name, "Export", context.buffers()), this)
                .build();
    }

    private static String serviceName(Signal signal) {
        return switch (signal) {
            case TRACES -> "opentelemetry.proto.collector.trace.v1.TraceService";
            case METRICS -> "opentelemetry.proto.collector.metrics.v1.MetricsService";
            case LOGS -> "opentelemetry.proto.collector.logs.v1.LogsService";
        };
    }

    @Override
    public ServerCall.Listener<Payload> startCall(ServerCall<Payload, byte[]> call, Metadata headers) {
        GrpcAnswer answer = new GrpcAnswer(call, intake, timers.current(), InboundCall.current(), resultTimeoutNanos);
        answer.arm();
        call.request(1);
        return new GrpcExportCall(this, call, answer, includeMetadata ? metadata(call, headers) : Map.of());
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

    RequestContext requestContext(ServerCall<Payload, byte[]> call, Map<String, List<String>> metadata) {
        GrpcPeer peer = GrpcPeer.of(call.getAttributes());
        return new RequestContext(
                receiver,
                TRANSPORT,
                peer.address(),
                peer.identity(),
                metadata,
                context.clock().nanoTime());
    }

    private static Map<String, List<String>> metadata(ServerCall<Payload, byte[]> call, Metadata headers) {
        Map<String, List<String>> all = GrpcMetadata.texts(headers);
        String authority = call.getAuthority();
        if (authority != null) {
            all.put("host", List.of(authority));
        }
        return all;
    }
}
