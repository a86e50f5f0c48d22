package io.sluice.receiver.otlp;

import io.sluice.api.config.Block;
import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Headers;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.api.config.Unsupported;
import io.sluice.transport.server.ListenAddress;
import io.sluice.transport.tls.ServerTlsConfig;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code protocols.http} (the Collector's {@code confighttp.ServerConfig} and three paths).
 *
 * @param endpoint {@code host:port} to listen on; without a host, all interfaces
 * @param transport {@code tcp}
 * @param tracesUrlPath path for traces; a missing slash in front is added, here and below
 * @param metricsUrlPath path for metrics
 * @param logsUrlPath path for logs
 * @param tls how connections are protected; plaintext without. With it, HTTP/2 is offered as well
 * @param cors which web pages may send; none unless it names origins
 * @param maxRequestBodySize largest request in bytes, before and after inflating; 0 is 64 MiB. The Collector's is 20 MiB
 * @param maxConnections most connections; what comes beyond is closed at once. Sluice's own key
 * @param includeMetadata true to keep each request's headers with its data
 * @param responseHeaders headers to add to each response
 * @param compressionAlgorithms values of Content-Encoding that are understood; an empty text stands for none. Others get 415; an empty list
 *     takes plain bodies only
 * @param readTimeout longest time for a request's body to arrive; 0 is 60 s
 * @param readHeaderTimeout accepted; the wait for a request's headers is bounded by {@code idle_timeout}
 * @param idleTimeout closes a connection that had no request for so long; 0 is 5 min
 * @param keepAlivesEnabled false closes each connection after one request
 * @param resultTimeout longest wait for the outcome of a request. Sluice's own key
 */
@Unsupported(
        value = {"auth", "middlewares"},
        protects = true,
        instead =
                "Require client certificates with tls.client_ca_file, and limit with memory_limiter and rate_limiter.")
@Unsupported(
        value = {"write_timeout"},
        instead = "Responses are small and never waited for; remove it.")
public record OtlpHttpConfig(
        @Default("localhost:4318") String endpoint,
        @Default("tcp") String transport,
        @Default("/v1/traces") String tracesUrlPath,
        @Default("/v1/metrics") String metricsUrlPath,
        @Default("/v1/logs") String logsUrlPath,
        @Block(empty = Block.State.DEFAULTS) @Nullable ServerTlsConfig tls,
        @Block(empty = Block.State.OFF) @Nullable CorsConfig cors,
        @Default("0") @Range(min = 0, max = 1 << 30) int maxRequestBodySize,
        @Default("10000") @Range(min = 1, max = 1_000_000) int maxConnections,
        @Default("false") boolean includeMetadata,
        @Default("{}") Headers responseHeaders,

        @Default("[\"\", gzip, zstd, zlib, snappy, deflate, x-snappy-framed]")
        List<String> compressionAlgorithms,

        @Default("0s") @Range(min = 0) Duration readTimeout,
        @Default("0s") @Range(min = 0) Duration readHeaderTimeout,
        @Default("0s") @Range(min = 0) Duration idleTimeout,
        @Default("true") boolean keepAlivesEnabled,
        @Default("8s") @Range(min = 1) Duration resultTimeout)
        implements Checked {

    private static final int DEFAULT_BODY_BYTES = 64 << 20;

    /**
     * {@code cors}.
     *
     * @param allowedOrigins origins that may send, with {@code *} for any text
     * @param allowedHeaders request headers they may use beyond the safe ones; {@code *} for any
     * @param exposedHeaders response headers that scripts may read
     * @param maxAge seconds for which browsers may remember this; 0 leaves it to them
     */
    public record CorsConfig(
            @Default("[]") List<String> allowedOrigins,
            @Default("[]") List<String> allowedHeaders,
            @Default("[]") List<String> exposedHeaders,

            @Default("0") @Range(min = 0, max = Integer.MAX_VALUE)
            int maxAge) {}

    @Override
    public void check(Problems problems) {
        Endpoints.check(endpoint, transport, problems);
        if (path(tracesUrlPath).equals(path(metricsUrlPath))
                || path(tracesUrlPath).equals(path(logsUrlPath))
                || path(metricsUrlPath).equals(path(logsUrlPath))) {
            problems.error("traces_url_path", "two signals share a path", "Give each signal a path of its own.");
        }
        if (compressionAlgorithms.contains("lz4")) {
            problems.error(
                    "compression_algorithms", "lz4 is not supported", "Use gzip, zstd, snappy or deflate instead.");
        }
    }

    /** A path as requests name it: with a slash in front. */
    static String path(String configured) {
        return configured.startsWith("/") ? configured : "/" + configured;
    }

    ListenAddress address() {
        return Endpoints.parse(endpoint);
    }

    int maxBodyBytes() {
        return maxRequestBodySize == 0 ? DEFAULT_BODY_BYTES : maxRequestBodySize;
    }

    Duration readLimit() {
        return readTimeout.isZero() ? Duration.ofSeconds(60) : readTimeout;
    }

    Duration idleLimit() {
        return idleTimeout.isZero() ? Duration.ofMinutes(5) : idleTimeout;
    }
}
