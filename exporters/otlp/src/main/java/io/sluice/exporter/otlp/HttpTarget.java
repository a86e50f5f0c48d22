package io.sluice.exporter.otlp;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The URL that a signal is posted to.
 *
 * @param https whether TLS is used
 * @param host name or address, without brackets
 * @param port 1 to 65535
 * @param path with query, beginning with a slash
 */
record HttpTarget(boolean https, String host, int port, String path) {

    /** Null if the text is no http or https URL with a host, or has a user in it. */
    static @Nullable HttpTarget parse(String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException _) {
            return null;
        }
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        if (!https && !"http".equalsIgnoreCase(uri.getScheme())) {
            return null;
        }
        String host = uri.getHost();
        int port = uri.getPort() == -1 ? (https ? 443 : 80) : uri.getPort();
        if (host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null || port < 1 || port > 65535) {
            return null;
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new HttpTarget(
                https, host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port, path + query);
    }

    /** Where a base URL takes a signal: {@code v1/traces} below it. */
    static String below(String base, String signal) {
        return base + (base.endsWith("/") ? "v1/" : "/v1/") + signal;
    }

    /** {@code host:port}, for connections and messages. */
    String hostPort() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }

    /** The {@code Host} header: without the port where it is the scheme's own. */
    String hostHeader() {
        String hostPort = hostPort();
        return port == (https ? 443 : 80) ? hostPort.substring(0, hostPort.lastIndexOf(':')) : hostPort;
    }
}
