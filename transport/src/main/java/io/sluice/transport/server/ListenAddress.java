package io.sluice.transport.server;

import io.sluice.api.ComponentException;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * An address to listen on.
 *
 * @param host name or address; empty for all interfaces
 * @param port 0 for any free one
 */
public record ListenAddress(String host, int port) {

    private static final int MAX_PORT = 65_535;

    /** Parses {@code host:port}, {@code :port} or {@code [v6]:port}; null if it is none. */
    public static @Nullable ListenAddress parse(String endpoint) {
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
        String digits = endpoint.substring(colon + 1);
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        int port = Integer.parseInt(digits);
        return port > MAX_PORT ? null : new ListenAddress(host, port);
    }

    /** Looks the host up. */
    public InetSocketAddress resolve() {
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    /**
     * What to tell when this address cannot be listened on.
     *
     * @param key the key that it comes from
     */
    public ComponentException refused(String key, IOException cause) {
        String reason = reason(cause);
        String problem = reason.contains("Address already in use")
                ? " is taken by another process; stop that one or choose another port"
                : " cannot be listened on (" + reason + "); choose an address of this machine and a free port";
        return new ComponentException(key + ": " + this + problem, cause);
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }

    /** As the configuration writes it. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
