package io.sluice.receiver.otlp;

import io.sluice.api.config.Block;
import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.api.config.Unsupported;
import io.sluice.transport.grpc.GrpcServerSettings;
import io.sluice.transport.server.ListenAddress;
import io.sluice.transport.tls.ServerTlsConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code protocols.grpc} (the Collector's {@code configgrpc.ServerConfig}).
 *
 * @param endpoint {@code host:port} to listen on; without a host, all interfaces
 * @param transport {@code tcp}
 * @param tls how connections are protected; plaintext without. {@code client_ca_file} makes client certificates required
 * @param maxRecvMsgSizeMib largest request in MiB, before and after inflating; 0 is 64. The Collector's is 4
 * @param maxConcurrentStreams most requests at once on one connection; 0 is 1024
 * @param maxConnections most connections; what comes beyond is closed at once. Sluice's own key
 * @param keepalive how connections are looked after
 * @param includeMetadata true to keep each request's headers with its data
 * @param resultTimeout longest wait for the outcome of a request whose caller names no deadline. Sluice's own key
 */
@Unsupported(
        value = {"auth", "middlewares"},
        protects = true,
        instead =
                "Require client certificates with tls.client_ca_file, and limit with memory_limiter and rate_limiter.")
@Unsupported(
        value = {"read_buffer_size", "write_buffer_size", "dialer"},
        instead = "Buffers grow and shrink by themselves; remove it.")
public record OtlpGrpcConfig(
        @Default("localhost:4317") String endpoint,
        @Default("tcp") String transport,
        @Block(empty = Block.State.DEFAULTS) @Nullable ServerTlsConfig tls,
        @Default("64") @Range(min = 0, max = 1024) int maxRecvMsgSizeMib,
        @Default("1024") @Range(min = 0, max = 1_000_000) int maxConcurrentStreams,
        @Default("10000") @Range(min = 1, max = 1_000_000) int maxConnections,
        KeepaliveConfig keepalive,
        @Default("false") boolean includeMetadata,
        @Default("8s") @Range(min = 1) Duration resultTimeout)
        implements Checked {

    private static final int DEFAULT_MIB = 64;
    private static final int DEFAULT_STREAMS = 1024;

    /**
     * {@code keepalive}.
     *
     * @param serverParameters what this side does
     * @param enforcementPolicy what the other side may do
     */
    public record KeepaliveConfig(ServerParameters serverParameters, EnforcementPolicy enforcementPolicy) {}

    /**
     * {@code keepalive.server_parameters}. Unset or 0 is without limit.
     *
     * @param maxConnectionIdle closes a connection that had no request for so long
     * @param maxConnectionAge closes a connection gracefully at this age, give or take 10 %, so that load spreads again
     * @param maxConnectionAgeGrace how long requests may go on after that
     * @param time silence before a ping; 0 is 2 h
     * @param timeout how long to wait for its answer; 0 is 20 s
     */
    public record ServerParameters(
            @Default("0s") @Range(min = 0) Duration maxConnectionIdle,
            @Default("0s") @Range(min = 0) Duration maxConnectionAge,
            @Default("0s") @Range(min = 0) Duration maxConnectionAgeGrace,
            @Default("2h") @Range(min = 0) Duration time,
            @Default("20s") @Range(min = 0) Duration timeout) {}

    /**
     * {@code keepalive.enforcement_policy}: who pings more often is disconnected.
     *
     * @param minTime least time between pings; 0 is 5 min
     * @param permitWithoutStream whether to ping without a request under way is allowed
     */
    public record EnforcementPolicy(
            @Default("5m") @Range(min = 0) Duration minTime,
            @Default("false") boolean permitWithoutStream) {}

    @Override
    public void check(Problems problems) {
        Endpoints.check(endpoint, transport, problems);
    }

    /** Most requests at once on one connection. */
    int effectiveMaxConcurrentStreams() {
        return maxConcurrentStreams == 0 ? DEFAULT_STREAMS : maxConcurrentStreams;
    }

    ListenAddress address() {
        return Endpoints.parse(endpoint);
    }

    int maxMessageBytes() {
        return Math.min(Integer.MAX_VALUE - 64, (maxRecvMsgSizeMib == 0 ? DEFAULT_MIB : maxRecvMsgSizeMib) << 20);
    }

    GrpcServerSettings settings() {
        ServerParameters server = keepalive.serverParameters();
        EnforcementPolicy policy = keepalive.enforcementPolicy();
        return new GrpcServerSettings(
                maxMessageBytes(),
                effectiveMaxConcurrentStreams(),
                maxConnections,
                orNull(server.maxConnectionIdle()),
                orNull(server.maxConnectionAge()),
                orNull(server.maxConnectionAgeGrace()),
                or(server.time(), Duration.ofHours(2)),
                or(server.timeout(), Duration.ofSeconds(20)),
                or(policy.minTime(), Duration.ofMinutes(5)),
                policy.permitWithoutStream());
    }

    private static @Nullable Duration orNull(Duration duration) {
        return duration.isZero() ? null : duration;
    }

    private static Duration or(Duration duration, Duration whenZero) {
        return duration.isZero() ? whenZero : duration;
    }
}
