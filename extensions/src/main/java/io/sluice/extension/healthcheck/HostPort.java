package io.sluice.extension.healthcheck;

import org.jspecify.annotations.Nullable;

/**
 * An address to listen on.
 *
 * @param host empty for all interfaces
 */
record HostPort(String host, int port) {

    /** Parses {@code host:port}, {@code :port} or {@code [v6]:port}; null if it is none. */
    static @Nullable HostPort parse(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        if (colon < 0) {
            return null;
        }
        String host = endpoint.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            return null;
        }
        try {
            int port = Integer.parseInt(endpoint.substring(colon + 1));
            return port < 0 || port > 65_535 ? null : new HostPort(host, port);
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
