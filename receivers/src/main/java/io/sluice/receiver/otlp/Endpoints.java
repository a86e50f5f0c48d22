package io.sluice.receiver.otlp;

import io.sluice.api.config.Problems;
import io.sluice.transport.server.ListenAddress;

/** The keys {@code endpoint} and {@code transport} of both protocols. */
final class Endpoints {

    private Endpoints() {}

    static void check(String endpoint, String transport, Problems problems) {
        if (ListenAddress.parse(endpoint) == null) {
            problems.error("endpoint", "is not host:port", "Write localhost:4317, or 0.0.0.0:4317 for all interfaces.");
        }
        if (!transport.equals("tcp") && !transport.equals("tcp4") && !transport.equals("tcp6")) {
            problems.error("transport", "is not supported: " + transport, "Use tcp.");
        }
    }

    /** A checked endpoint. */
    static ListenAddress parse(String endpoint) {
        ListenAddress address = ListenAddress.parse(endpoint);
        if (address == null) {
            throw new IllegalStateException("endpoint was not checked");
        }
        return address;
    }
}
