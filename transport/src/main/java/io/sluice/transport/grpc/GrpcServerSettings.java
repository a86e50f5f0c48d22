package io.sluice.transport.grpc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a gRPC server behaves towards its peers.
 *
 * @param maxMessageBytes largest message, as it comes over the wire
 * @param maxStreams most calls at once on one connection
 * @param maxConnections most connections
 * @param maxIdle closes connections without calls after this; null never
 * @param maxAge closes connections gracefully after this, give or take 10 %; null never
 * @param maxAgeGrace how long calls may go on after that; null for as long as they like
 * @param pingAfter silence before a ping
 * @param pingTimeout how long to wait for the ping's answer
 * @param minPingInterval clients that ping more often are disconnected
 * @param pingsWithoutCalls whether clients may ping while they have no calls
 */
public record GrpcServerSettings(
        int maxMessageBytes,
        int maxStreams,
        int maxConnections,
        @Nullable Duration maxIdle,
        @Nullable Duration maxAge,
        @Nullable Duration maxAgeGrace,
        Duration pingAfter,
        Duration pingTimeout,
        Duration minPingInterval,
        boolean pingsWithoutCalls) {}
