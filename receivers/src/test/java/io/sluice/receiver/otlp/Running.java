package io.sluice.receiver.otlp;

import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Consumer;
import io.sluice.pdata.Signal;
import io.sluice.testkit.LiveContext;
import io.sluice.transport.tls.ServerTlsConfig;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A receiver on free ports of the loopback, with all signals going to one consumer. */
final class Running implements AutoCloseable {

    final LiveContext context = new LiveContext(ComponentKind.RECEIVER, ComponentId.of("otlp"));
    final OtlpReceiver receiver;

    private Running(OtlpConfig config, Consumer consumer, Set<Signal> signals) {
        receiver = new OtlpReceiver(context, config, signal -> signals.contains(signal) ? consumer : null);
    }

    static Running start(OtlpConfig config, Consumer consumer) throws ComponentException {
        return start(config, consumer, EnumSet.allOf(Signal.class));
    }

    static Running start(OtlpConfig config, Consumer consumer, Set<Signal> signals) throws ComponentException {
        Running running = new Running(config, consumer, signals);
        try {
            running.receiver.start();
        } catch (ComponentException e) {
            running.close();
            throw e;
        }
        return running;
    }

    static OtlpConfig grpc(OtlpGrpcConfig config) {
        return new OtlpConfig(new OtlpConfig.Protocols(config, null));
    }

    static OtlpConfig http(OtlpHttpConfig config) {
        return new OtlpConfig(new OtlpConfig.Protocols(null, config));
    }

    static OtlpGrpcConfig grpcConfig(@Nullable ServerTlsConfig tls) {
        return grpcConfig("127.0.0.1:0", tls, 1, Duration.ofSeconds(8), false);
    }

    static OtlpGrpcConfig grpcConfig(
            String endpoint, @Nullable ServerTlsConfig tls, int maxMib, Duration resultTimeout, boolean metadata) {
        return new OtlpGrpcConfig(
                endpoint,
                "tcp",
                tls,
                maxMib,
                1024,
                1000,
                new OtlpGrpcConfig.KeepaliveConfig(
                        new OtlpGrpcConfig.ServerParameters(
                                Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                        new OtlpGrpcConfig.EnforcementPolicy(Duration.ZERO, false)),
                metadata,
                resultTimeout);
    }

    static OtlpHttpConfig httpConfig(@Nullable ServerTlsConfig tls) {
        return httpConfig(tls, null, 1 << 20, Duration.ofSeconds(8), Duration.ofSeconds(60), false);
    }

    static OtlpHttpConfig httpConfig(
            @Nullable ServerTlsConfig tls,
            OtlpHttpConfig.@Nullable CorsConfig cors,
            int maxBody,
            Duration resultTimeout,
            Duration readTimeout,
            boolean metadata) {
        return new OtlpHttpConfig(
                "127.0.0.1:0",
                "tcp",
                "/v1/traces",
                "/v1/metrics",
                "/v1/logs",
                tls,
                cors,
                maxBody,
                1000,
                metadata,
                io.sluice.api.config.Headers.NONE,
                List.of("", "gzip", "zstd", "zlib", "snappy", "deflate", "x-snappy-framed"),
                readTimeout,
                Duration.ZERO,
                Duration.ZERO,
                true,
                resultTimeout);
    }

    /** Stops with two seconds for what is under way. */
    @Override
    public void close() {
        receiver.stop(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
        context.close();
    }
}
