package io.sluice.transport.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a gRPC backend.
 *
 * @param host name or address; a name stands for all its addresses
 * @param port 1 to 65535
 * @param authority what to send as {@code :authority} instead of host and port, or null
 * @param balancer {@code round_robin} over all addresses, or {@code pick_first}
 * @param connections how many channels, each with a connection to every address (or to the first); at least 1
 * @param waitForReady whether calls wait for a connection until their deadline, or fail at once while there is none
 * @param keepalive pings, or null for none
 * @param userAgent begins the {@code user-agent} header
 * @param maxResponseBytes longest response, decompressed
 */
public record GrpcClientSettings(
        String host,
        int port,
        @Nullable String authority,
        String balancer,
        int connections,
        boolean waitForReady,
        @Nullable Keepalive keepalive,
        String userAgent,
        int maxResponseBytes) {

    /**
     * HTTP/2 pings that find dead connections.
     *
     * @param time silence before a ping
     * @param timeout how long to wait for its answer
     * @param withoutCalls also while no call is under way
     */
    public record Keepalive(Duration time, Duration timeout, boolean withoutCalls) {}

    /** The name that the {@code dns} resolver takes. */
    String target() {
        // The three slashes: no DNS server of our own choice. Brackets of IPv6 are not allowed in a path as they are.
        return "dns:///" + hostPort().replace("[", "%5B").replace("]", "%5D");
    }

    /** {@code host:port}, with brackets around an IPv6 address. */
    public String hostPort() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
