package io.sluice.config;

import java.util.Locale;
import java.util.Set;

/** Tells whether what sends to one address comes to a listener of the same machine. */
final class Local {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> ALL = Set.of("", "0.0.0.0", "[::]");

    private Local() {}

    /**
     * True if it certainly does: the ports are the same, and so are the hosts, or both are this machine by name.
     *
     * @param to {@code host:port} that is sent to
     * @param at {@code host:port} that is listened on
     */
    static boolean reaches(String to, String at) {
        int toColon = to.lastIndexOf(':');
        int atColon = at.lastIndexOf(':');
        if (toColon < 0 || atColon < 0 || !to.substring(toColon).equals(at.substring(atColon))) {
            return false;
        }
        String sends = to.substring(0, toColon).toLowerCase(Locale.ROOT);
        String listens = at.substring(0, atColon).toLowerCase(Locale.ROOT);
        return sends.equals(listens)
                || (LOOPBACK.contains(sends) && (LOOPBACK.contains(listens) || ALL.contains(listens)));
    }
}
