package io.sluice.receiver.otlp;

import io.sluice.api.ComponentContext;
import io.sluice.api.Receiver;
import io.sluice.api.ReceiverFactory;
import io.sluice.api.Stability;
import io.sluice.api.config.Problems;
import io.sluice.pdata.Signal;
import java.time.Duration;
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
    public Receiver create(ComponentContext context, OtlpConfig config, Outputs outputs) {
        return new OtlpReceiver(context, config, outputs);
    }
}
