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
import io.sluice.pdata.Signal;
import io.sluice.transport.client.HttpClientSettings;
import io.sluice.transport.tls.ClientTlsConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@code otlp_http}.
 *
 * @param endpoint base URL; {@code v1/traces}, {@code v1/metrics} and {@code v1/logs} are added to it. Its scheme alone decides about TLS,
 *     and about the port, 80 or 443, where it has none
 * @param tracesEndpoint URL for traces, used as it stands
 * @param metricsEndpoint URL for metrics, used as it stands
 * @param logsEndpoint URL for logs, used as it stands
 * @param encoding of bodies; JSON costs a walk over every field
 * @param compression {@code gzip}, {@code zstd}, {@code deflate} (also {@code zlib}) or {@code none}
 * @param compressionParams more about compression
 * @param headers sent with each request; those of the exporter's own that are not part of the protocol are replaced, {@code Host} among them
 * @param timeout longest attempt, with connecting; 0 is no limit but the sender's own deadline
 * @param tls how https connections are protected
 * @param maxConnsPerHost most connections to a server; 0 is as many as there are deliveries under way, at most 256
 * @param idleConnTimeout how long an unused connection is kept; 0 is forever
 * @param disableKeepAlives true to use a new connection for each request
 * @param sendingQueue what may wait in front of the exporter
 * @param retryOnFailure back-off between attempts
 */
@Unsupported(
        value = {"auth", "middlewares"},
        protects = true,
        instead = "Put a token into headers, or present a certificate with tls.cert_file and tls.key_file.")
@Unsupported(
        value = "proxy_url",
        protects = true,
        instead = "Connections are made directly; let endpoint name a host that this process may reach.")
@Unsupported(
        value = {"max_idle_conns", "max_idle_conns_per_host"},
        instead = "All connections up to max_conns_per_host are kept for idle_conn_timeout; remove it.")
@Unsupported(
        value = {"http2_read_idle_timeout", "http2_ping_timeout", "force_attempt_http2"},
        instead = "Requests go over HTTP/1.1; use the otlp_grpc exporter for HTTP/2, or remove it.")
@Unsupported(
        value = {"read_buffer_size", "write_buffer_size"},
        instead = "Buffers grow and shrink by themselves; remove it.")
@Unsupported(value = "cookies", instead = "Cookies are not kept; remove it.")
@Unsupported(value = "profiles_endpoint", instead = "Profiles are not handled; remove it.")
public record OtlpHttpExporterConfig(
        @Default("''") String endpoint,
        @Default("''") String tracesEndpoint,
        @Default("''") String metricsEndpoint,
        @Default("''") String logsEndpoint,
        @Default("proto") BodyEncoding encoding,
        @Default("gzip") String compression,
        CompressionParams compressionParams,
        @Default("{}") Headers headers,
        @Default("30s") @Range(min = 0) Duration timeout,
        ClientTlsConfig tls,
        @Default("0") @Range(min = 0, max = 65535) int maxConnsPerHost,
        @Default("90s") @Range(min = 0) Duration idleConnTimeout,
        @Default("false") boolean disableKeepAlives,

        @Block(absent = Block.State.DEFAULTS, empty = Block.State.DEFAULTS) @Nullable
        QueueConfig sendingQueue,

        RetryConfig retryOnFailure)
        implements Checked {

    private static final int MAX_CONNECTIONS = 256;

    /** What a request's body is. */
    public enum BodyEncoding {
        /** Protobuf. */
        PROTO("application/x-protobuf"),
        /** OTLP/JSON. */
        JSON("application/json");

        private final String contentType;

        BodyEncoding(String contentType) {
            this.contentType = contentType;
        }

        String contentType() {
            return contentType;
        }
    }

    /**
     * {@code compression_params}.
     *
     * @param level of the encoding's own scale: 1 to 9 for gzip and deflate, 1 to 22 for zstd; 0 and -1 are its default
     */
    public record CompressionParams(
            @Default("0") @Range(min = -1, max = 22) int level) {}

    @Override
    public void check(Problems problems) {
        checkUrl(problems, "endpoint", endpoint);
        checkUrl(problems, "traces_endpoint", tracesEndpoint);
        checkUrl(problems, "metrics_endpoint", metricsEndpoint);
        checkUrl(problems, "logs_endpoint", logsEndpoint);
        if (endpoint.isEmpty() && tracesEndpoint.isEmpty() && metricsEndpoint.isEmpty() && logsEndpoint.isEmpty()) {
            problems.error("endpoint", "is missing", "Write http://gateway:4318, for instance.");
        }
        Compression.check(compression, "gzip, zstd, deflate, none", true, problems);
        if (!compression.equals("zstd") && compressionParams.level() > 9) {
            problems.at("compression_params").error("level", "is above 9, the highest of " + compression, "Use 9.");
        }
        RequestHeaders.check(headers, problems);
    }

    private static void checkUrl(Problems problems, String key, String url) {
        if (!url.isEmpty() && HttpTarget.parse(url) == null) {
            problems.error(
                    key,
                    "is not an http or https URL",
                    "Write http://gateway:4318, for instance, without user, password or fragment.");
        }
    }

    /** Where a signal goes, or null if nothing says so. */
    @Nullable
    HttpTarget target(Signal signal) {
        String own = switch (signal) {
            case TRACES -> tracesEndpoint;
            case METRICS -> metricsEndpoint;
            case LOGS -> logsEndpoint;
        };
        if (!own.isEmpty()) {
            return HttpTarget.parse(own);
        }
        return endpoint.isEmpty() ? null : HttpTarget.parse(HttpTarget.below(endpoint, signal.configName()));
    }

    HttpClientSettings settings(HttpTarget target) {
        return new HttpClientSettings(
                target.host(), target.port(), maxConnections(), idleConnTimeout, !disableKeepAlives);
    }

    /** A delivery holds one connection, and each signal has its own deliveries. */
    private int maxConnections() {
        if (maxConnsPerHost > 0) {
            return maxConnsPerHost;
        }
        return sendingQueue == null
                ? MAX_CONNECTIONS
                : (int) Math.min(MAX_CONNECTIONS, (long) sendingQueue.numConsumers() * Signal.values().length);
    }

    int compressionLevel() {
        return compressionParams.level() <= 0 ? Outgoing.DEFAULT_LEVEL : compressionParams.level();
    }
}
