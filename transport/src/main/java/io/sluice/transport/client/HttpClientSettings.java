package io.sluice.transport.client;

import java.time.Duration;

/**
 * How to reach an HTTP/1.1 server.
 *
 * @param host name or address; a name stands for all its addresses, taken in turn
 * @param port 1 to 65535
 * @param maxConnections most connections; further requests wait for one until their deadline
 * @param idleTimeout how long a connection without a request is kept; zero is forever
 * @param keepAlive false to close each connection after one request
 */
public record HttpClientSettings(String host, int port, int maxConnections, Duration idleTimeout, boolean keepAlive) {}
