package io.sluice.exporter.otlp;

import io.sluice.api.config.Headers;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.exporter.helper.RetryConfig;
import io.sluice.transport.tls.ClientTlsConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Builds configurations of the gRPC exporter: what YAML with these keys would give. */
public final class GrpcConfigs {

    static final RetryConfig NO_RETRY = retry(false, Duration.ofSeconds(5));
    static final RetryConfig FAST_RETRY = retry(true, Duration.ofMillis(20));

    String endpoint;
    ClientTlsConfig tls = plaintextTls();
    String compression = "none";
    Headers headers = Headers.NONE;
    Duration timeout = Duration.ofSeconds(5);
    int connections = 1;
    String balancer = "round_robin";
    OtlpGrpcExporterConfig.@Nullable KeepaliveConfig keepalive;
    boolean waitForReady;
    String authority = "";
    String userAgent = "";

    @Nullable
    QueueConfig queue = QueueConfig.DEFAULTS;

    RetryConfig retry = NO_RETRY;

    private GrpcConfigs(String endpoint) {
        this.endpoint = endpoint;
    }

    static GrpcConfigs to(GrpcBackend backend) {
        return to("127.0.0.1:" + backend.port());
    }

    static GrpcConfigs to(String endpoint) {
        return new GrpcConfigs(endpoint);
    }

    /** No protection at all. */
    public static ClientTlsConfig plaintextTls() {
        ClientTlsConfig d = ClientTlsConfig.DEFAULTS;
        return new ClientTlsConfig(
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                d.minVersion(),
                null,
                d.cipherSuites(),
                false,
                d.curvePreferences(),
                d.reloadInterval(),
                true,
                false,
                null);
    }

    /** Retries with such a first pause, the following ones half as long again, without chance. */
    public static RetryConfig retry(boolean enabled, Duration initial) {
        return new RetryConfig(enabled, initial, 0, 1.5, Duration.ofSeconds(30), Duration.ofMinutes(5));
    }

    OtlpGrpcExporterConfig build() {
        return new OtlpGrpcExporterConfig(
                endpoint,
                tls,
                compression,
                headers,
                timeout,
                connections,
                balancer,
                keepalive,
                waitForReady,
                authority,
                userAgent,
                queue,
                retry);
    }
}
