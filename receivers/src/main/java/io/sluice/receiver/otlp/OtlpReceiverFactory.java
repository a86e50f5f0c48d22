package io.sluice.receiver.otlp;

import io.sluice.api.ComponentContext;
import io.sluice.api.Receiver;
import io.sluice.api.ReceiverFactory;
import io.sluice.api.Stability;
import io.sluice.api.config.Problems;
import io.sluice.pdata.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Makes {@code otlp} receivers. */
public final class OtlpReceiverFactory implements ReceiverFactory<OtlpConfig> {

    @Override
    public String type() {
        return "otlp";
    }

    @Override
    public Class<OtlpConfig> configType() {
        return OtlpConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.BETA, Signal.METRICS, Stability.BETA, Signal.LOGS, Stability.BETA);
    }

    @Override
    public void checkPatience(OtlpConfig config, Duration within, String processor, Problems problems) {
        Problems protocols = problems.at("protocols");
        OtlpGrpcConfig grpc = config.protocols().grpc();
        if (grpc != null) {
            checkResultTimeout(grpc.resultTimeout(), within, processor, protocols.at("grpc"));
            checkStreams(grpc, within, processor, protocols.at("grpc"));
            OtlpGrpcConfig.ServerParameters server = grpc.keepalive().serverParameters();
            if (!server.maxConnectionAge().isZero()
                    && !server.maxConnectionAgeGrace().isZero()
                    && server.maxConnectionAgeGrace().compareTo(within) < 0) {
                protocols
                        .at("grpc")
                        .at("keepalive")
                        .at("server_parameters")
                        .error(
                                "max_connection_age_grace",
                                "ends requests that " + processor + " answers within " + within.toSeconds() + "s",
                                "Use at least " + within.toSeconds() + "s, or leave it out.");
            }
        }
        OtlpHttpConfig http = config.protocols().http();
        if (http != null) {
            checkResultTimeout(http.resultTimeout(), within, processor, protocols.at("http"));
        }
    }

    /** Requests of a connection stay open for as long as an answer takes; nobody meant the default for that. */
    private static void checkStreams(OtlpGrpcConfig grpc, Duration within, String processor, Problems problems) {
        if (!problems.isSet("max_concurrent_streams")) {
            long streams = grpc.effectiveMaxConcurrentStreams();
            problems.warning(
                    "max_concurrent_streams",
                    "is not set, so a connection may have " + streams + " requests open: while " + processor + " takes "
                            + within.toSeconds() + "s to answer, that is " + Math.max(1, streams / within.toSeconds())
                            + " a second",
                    "Use the most requests that a sender makes in that time.");
        }
    }

    private static void checkResultTimeout(
            Duration resultTimeout, Duration within, String processor, Problems problems) {
        if (resultTimeout.compareTo(within) < 0) {
            problems.error(
                    "result_timeout",
                    "is too short for senders that name no deadline: " + processor + " answers within "
                            + within.toSeconds() + "s",
                    "Use at least " + within.toSeconds() + "s.");
        }
    }

    @Override
    public List<String> addresses(OtlpConfig config) {
        OtlpGrpcConfig grpc = config.protocols().grpc();
        return grpc == null ? List.of() : List.of(grpc.endpoint());
    }

    @Override
    public Receiver create(ComponentContext context, OtlpConfig config, Outputs outputs) {
        return new OtlpReceiver(context, config, outputs);
    }
}
