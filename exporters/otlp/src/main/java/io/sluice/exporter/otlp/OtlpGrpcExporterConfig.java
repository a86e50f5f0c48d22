package io.sluice.exporter.otlp;

import io.sluice.api.config.Block;
import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Headers;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.api.config.Unsupported;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.exporter.helper.RetryConfig;
import io.sluice.transport.client.GrpcClientSettings;
import io.sluice.transport.tls.ClientTlsConfig;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@code otlp_grpc} (the Collector's {@code otlp}).
 *
 * @param endpoint {@code host:port} of the backend; a name stands for all its addresses. {@code https://} in front turns TLS on whatever
 *     {@code tls.insecure} says; {@code http://}, {@code dns:///} and {@code passthrough:///} change nothing
 * @param tls how the connection is protected; plaintext only with {@code insecure: true}
 * @param compression {@code gzip} (its fastest level), {@code zstd} (less CPU, smaller requests) or {@code none}
 * @param headers sent with each request; names that end in {@code -bin} carry bytes
 * @param timeout longest attempt, sent along as {@code grpc-timeout}; 0 is no limit but the sender's own deadline
 * @param connections connections per address. Sluice's own key: one does until a core is full or a limit on streams or bandwidth per
 *     connection shows
 * @param balancerName {@code round_robin} over all addresses of the name, or {@code pick_first}
 * @param keepalive pings on connections; off unless set
 * @param waitForReady true to let attempts wait for a connection until their timeout; false to fail them at once while there is none
 * @param authority sent as {@code :authority} instead of the endpoint
 * @param userAgent begins the {@code user-agent} header; empty is {@code Sluice/version}
 * @param sendingQueue what may wait in front of the exporter
 * @param retryOnFailure back-off between attempts
 */
@Unsupported(
        value = {"auth", "middlewares"},
        protects = true,
        instead = "Put a token into headers, or present a certificate with tls.cert_file and tls.key_file.")
@Unsupported(
        value = {"read_buffer_size", "write_buffer_size"},
        instead = "Buffers grow and shrink by themselves; remove it.")
public record OtlpGrpcExporterConfig(
        String endpoint,
        ClientTlsConfig tls,
        @Default("gzip") String compression,
        @Default("{}") Headers headers,
        @Default("5s") @Range(min = 0) Duration timeout,
        @Default("1") @Range(min = 1, max = 64) int connections,
        @Default("round_robin") String balancerName,
        @Block @Nullable KeepaliveConfig keepalive,
        @Default("false") boolean waitForReady,
        @Default("''") String authority,
        @Default("''") String userAgent,

        @Block(absent = Block.State.DEFAULTS, empty = Block.State.DEFAULTS) @Nullable
        QueueConfig sendingQueue,

        RetryConfig retryOnFailure)
        implements Checked {

    /** Longest response that is read; what OTLP 1.11 recommends. */
    static final int MAX_RESPONSE_BYTES = 4 << 20;

    /**
     * {@code keepalive}: pings that find dead connections.
     *
     * @param time silence before a ping; at least 10 s hold. Servers may close connections that are pinged more often than they allow,
     *     by default every 5 minutes
     * @param timeout how long to wait for the answer
     * @param permitWithoutStream also ping while no request is under way
     */
    public record KeepaliveConfig(
            @Default("10s") @Range(min = 1) Duration time,
            @Default("10s") @Range(min = 1) Duration timeout,
            @Default("false") boolean permitWithoutStream) {}

    @Override
    public void check(Problems problems) {
        if (endpoint.startsWith("unix:")) {
            problems.error("endpoint", "is a Unix socket, which is not supported", "Write host:port.");
        } else if (GrpcEndpoint.parse(endpoint) == null) {
            problems.error("endpoint", "is not host:port", "Write gateway:4317, for instance.");
        }
        if (!balancerName.equals("round_robin") && !balancerName.equals("pick_first")) {
            problems.error("balancer_name", "is not known: " + balancerName, "Use round_robin or pick_first.");
        }
        if (authority.chars().anyMatch(c -> c <= 0x20 || c >= 0x7f || c == '/')) {
            problems.error("authority", "is not host or host:port", "Write the name that the backend is known by.");
        }
        if (userAgent.chars().anyMatch(c -> c < 0x20 || c >= 0x7f)) {
            problems.error("user_agent", "has characters beyond printable ASCII", "Write name/version.");
        }
        Compression.check(compression, "gzip, zstd, none", false, problems);
        RequestHeaders.check(headers, problems);
    }

    /** The same at another endpoint. */
    OtlpGrpcExporterConfig at(String other) {
        return new OtlpGrpcExporterConfig(
                other,
                tls,
                compression,
                headers,
                timeout,
                connections,
                balancerName,
                keepalive,
                waitForReady,
                authority,
                userAgent,
                sendingQueue,
                retryOnFailure);
    }

    /** Whether connections use TLS. */
    boolean usesTls() {
        return !tls.isPlaintext() || parsed().https();
    }

    GrpcClientSettings settings(String defaultUserAgent) {
        GrpcEndpoint parsed = parsed();
        return new GrpcClientSettings(
                parsed.host(),
                parsed.port(),
                authority.isEmpty() ? null : authority,
                balancerName,
                connections,
                waitForReady,
                keepalive == null
                        ? null
                        : new GrpcClientSettings.Keepalive(
                                keepalive.time(), keepalive.timeout(), keepalive.permitWithoutStream()),
                userAgent.isEmpty() ? defaultUserAgent : userAgent,
                MAX_RESPONSE_BYTES);
    }

    private GrpcEndpoint parsed() {
        return Objects.requireNonNull(GrpcEndpoint.parse(endpoint), "checked before");
    }
}
