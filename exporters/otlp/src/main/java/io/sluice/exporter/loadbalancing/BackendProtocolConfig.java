package io.sluice.exporter.loadbalancing;

import io.sluice.api.config.Block;
import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Headers;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.api.config.Unsupported;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.exporter.helper.RetryConfig;
import io.sluice.exporter.otlp.OtlpGrpcExporterConfig;
import io.sluice.exporter.otlp.OtlpGrpcExporterConfig.KeepaliveConfig;
import io.sluice.transport.tls.ClientTlsConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code protocol::otlp}: how each backend is spoken to.
 *
 * @param tls how the connections are protected; plaintext only with {@code insecure: true}
 * @param compression {@code gzip} (its fastest level), {@code zstd} (less CPU, smaller requests) or {@code none}
 * @param headers sent with each request; names that end in {@code -bin} carry bytes
 * @param timeout longest attempt, sent along as {@code grpc-timeout}; 0 is no limit but the sender's own deadline
 * @param connections connections per backend. Sluice's own key
 * @param keepalive pings on connections; off unless set
 * @param waitForReady true to let attempts wait for a connection until their timeout, and so not to notice that a backend is down until
 *     then; false to fail them at once while there is none
 * @param authority sent as {@code :authority} instead of the endpoint, and the name that certificates must be for
 * @param userAgent begins the {@code user-agent} header; empty is {@code Sluice/version}
 * @param sendingQueue what may wait in front of all backends together
 * @param retryOnFailure back-off between attempts
 */
@Unsupported(value = "endpoint", instead = "Backends come from resolver; remove it.")
@Unsupported(value = "balancer_name", instead = "Each backend is one address; remove it.")
@Unsupported(
        value = {"auth", "middlewares"},
        protects = true,
        instead = "Put a token into headers, or present a certificate with tls.cert_file and tls.key_file.")
@Unsupported(
        value = {"read_buffer_size", "write_buffer_size"},
        instead = "Buffers grow and shrink by themselves; remove it.")
public record BackendProtocolConfig(
        ClientTlsConfig tls,
        @Default("gzip") String compression,
        @Default("{}") Headers headers,
        @Default("5s") @Range(min = 0) Duration timeout,
        @Default("1") @Range(min = 1, max = 64) int connections,
        @Block @Nullable KeepaliveConfig keepalive,
        @Default("false") boolean waitForReady,
        @Default("''") String authority,
        @Default("''") String userAgent,

        @Block(absent = Block.State.DEFAULTS, empty = Block.State.DEFAULTS) @Nullable
        QueueConfig sendingQueue,

        RetryConfig retryOnFailure)
        implements Checked {

    /** Stands in for the endpoint, which each backend has its own. */
    private static final String ANY_ENDPOINT = "backend:4317";

    @Override
    public void check(Problems problems) {
        template("").check(problems);
    }

    /**
     * The settings of each backend but for its endpoint.
     *
     * @param name the authority unless {@code authority} is set; empty is the endpoint
     */
    OtlpGrpcExporterConfig template(String name) {
        return new OtlpGrpcExporterConfig(
                ANY_ENDPOINT,
                tls,
                compression,
                headers,
                timeout,
                connections,
                "pick_first",
                keepalive,
                waitForReady,
                authority.isEmpty() ? name : authority,
                userAgent,
                sendingQueue,
                retryOnFailure);
    }
}
