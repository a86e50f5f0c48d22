package io.sluice.exporter.otlp;

import org.jspecify.annotations.Nullable;

/**
 * The {@code endpoint} of a gRPC client: {@code host:port}, with or without {@code dns:///}, {@code passthrough:///}, {@code http://} or
 * {@code https://} in front.
 *
 * @param host name or address, without brackets
 * @param port 1 to 65535
 * @param https whether {@code https://} asks for TLS whatever {@code tls.insecure} says
 */
record GrpcEndpoint(String host, int port, boolean https) {

    private static final String[] PLAIN_PREFIXES = {"http://", "dns:///", "passthrough:///", "dns:"};

    /** Null if the text is no endpoint. */
    static @Nullable GrpcEndpoint parse(String text) {
        String rest = text.strip();
        boolean https = rest.startsWith("https://");
        if (https) {
            rest = rest.substring("https://".length());
        } else {
            for (String prefix : PLAIN_PREFIXES) {
                if (rest.startsWith(prefix)) {
                    rest = rest.substring(prefix.length());
                    break;
                }
            }
        }
        if (rest.endsWith("/")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        int colon = rest.lastIndexOf(':');
        if (colon <= 0) {
            return null;
        }
        String host = rest.substring(0, colon);
        int port = port(rest.substring(colon + 1));
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        boolean valid = !host.isEmpty() && port > 0 && (bracketed ? isIpv6(host) : isName(host));
        return valid ? new GrpcEndpoint(host, port, https) : null;
    }

    private static int port(String digits) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int port = Integer.parseInt(digits);
        return port <= 65535 ? port : -1;
    }

    private static boolean isName(String host) {
        return host.chars()
                .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_'));
    }

    private static boolean isIpv6(String host) {
        return host.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.');
    }
}
